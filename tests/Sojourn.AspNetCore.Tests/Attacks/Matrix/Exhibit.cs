namespace Sojourn.AspNetCore.Attacks.Matrix;

/// <summary>Something that somebody could offer as a credential.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Text">Its text.</param>
/// <param name="OpensBy">The carrier that a host must have to know it; null = no host does.</param>
/// <param name="OpensAt">The places where it is one.</param>
internal sealed record Exhibit(string Name, string Text, Sessions.Carrier? OpensBy = null, params Place[] OpensAt)
{
    public override string ToString() => Name;
}
