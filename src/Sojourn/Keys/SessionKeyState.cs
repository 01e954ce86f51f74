namespace Sojourn.Keys;

/// <summary>Where a key is in its life.</summary>
public enum SessionKeyState
{
    /// <summary>Known everywhere before anything is made with it.</summary>
    Announced,

    /// <summary>Makes what is new. At every instant one key of each kind is active.</summary>
    Active,

    /// <summary>Makes nothing new; what was made with it is still good.</summary>
    Retiring,
}
