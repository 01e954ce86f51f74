using Sojourn.Keys;

namespace Snippets;

public static class KeysShown
{
    // snippet: remove-key
    public static async Task RemoveAllAsync(SessionKeys keys, CancellationToken cancellationToken)
    {
        foreach (var key in await keys.ListAsync(cancellationToken))
        {
            await keys.RemoveAsync(key.Id, cancellationToken);
        }
    }

    // end
}
