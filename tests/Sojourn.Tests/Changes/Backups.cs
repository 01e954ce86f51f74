using Sojourn.Houses;
using Sojourn.InMemory;
using Sojourn.Stores;
using Sojourn.Tokens;

namespace Sojourn.Changes;

/// <summary>Stores as they were earlier.</summary>
internal static class Backups
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>The store as it is now, with the one session in it and the keys.</summary>
    public static async Task<InMemorySojournStore> BackupAsync(House house, SessionToken token)
    {
        var backup = new InMemorySojournStore(house.Time);
        await backup.CreateAsync(await house.RecordAsync(token.Id), limit: null, Cancellation);
        var ring = await house.Store.GetAsync(KeyRingName.Sessions, Cancellation);
        for (var version = 0; version < ring.Version; version++)
        {
            await backup.ReplaceAsync(KeyRingName.Sessions, ring with { Version = version + 1 }, version, Cancellation);
        }

        return backup;
    }

    /// <summary>Follows for an hour in which people leave, then the store is as it was before the hour.</summary>
    public static async Task SetBackFarAsync(House house, SessionToken token)
    {
        var backup = await BackupAsync(house, token);
        await house.A.EndAsync(await house.SignInAsync("grace"));
        await using (await FollowAsync(house, house.A))
        {
            for (var minute = 0; minute < 60; minute++)
            {
                await house.A.EndAsync(await house.SignInAsync("grace"));
                await house.Store.DeliveredAsync(StoreChangeKind.Ended);
                house.Pass(15);
                await house.Store.DeliveredAsync(StoreChangeKind.Alive);
                await house.A.RequestAsync(token);
            }
        }

        house.Store.SetBack(backup);
    }

    public static async Task<Following> FollowAsync(House house, Node node)
    {
        var following = new Following(node);
        await house.Store.DeliveredAsync(StoreChangeKind.Listening);
        return following;
    }
}
