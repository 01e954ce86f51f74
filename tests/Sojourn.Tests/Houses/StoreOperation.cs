namespace Sojourn.Houses;

/// <summary>The kinds of operation that <see cref="ScriptedStore"/> counts, fails and pauses.</summary>
public enum StoreOperation
{
    Create,
    Find,
    Renew,
    Change,
    End,
    EndMany,
    List,
    GetTime,
    Sweep,
    SetCutOff,
    ListCutOffs,
    GetRing,
    ReplaceRing,
}
