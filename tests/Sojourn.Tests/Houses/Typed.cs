using Sojourn.Stores;

namespace Sojourn.Houses;

internal static class Typed
{
    /// <summary>True when something is read or refused with the typed error; any other exception escapes.</summary>
    public static bool ReadsOrRefuses(Action read)
    {
        try
        {
            read();
        }
        catch (SessionStoreException)
        {
            return true;
        }

        return true;
    }
}
