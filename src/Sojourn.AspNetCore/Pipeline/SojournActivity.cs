namespace Sojourn.AspNetCore.Pipeline;

/// <summary>What a request says about who caused it.</summary>
internal enum SojournActivity
{
    Unstated = 0,
    User,
    Background,
}
