using Sojourn.Lifetimes;
using Sojourn.Sessions;
using Sojourn.Stores;

namespace Sojourn.AspNetCore.Endpoints;

/// <summary>Composes the device list.</summary>
internal sealed class DeviceListComposer(StoreClock clock)
{
    public DeviceListAnswer Compose(SessionPage page, SessionView current)
    {
        var now = clock.Now;
        return new DeviceListAnswer([.. page.Sessions.Select(session => DeviceOf(session, current, now))], page.Next);
    }

    private static DeviceAnswer DeviceOf(SessionRecord session, SessionView current, DateTimeOffset now)
    {
        var details = SessionDetailsCodec.Read(session.Details.Span);
        var isCurrent = session.Id == current.Id;

        // This node knows of this session's own requests before the renewal lane has written them.
        var activeAt = isCurrent && current.LastActivityAt > session.LastActivityAt
            ? current.LastActivityAt
            : session.LastActivityAt;
        return new DeviceAnswer
        {
            Id = session.Id.ToString(),
            Current = isCurrent,
            Kind = session.Kind,
            Carrier = SessionAnswerComposer.NameOf(details.Carrier),
            Name = details.DeviceName,
            Browser = details.Client.Browser,
            Platform = details.Client.Platform,
            Network = details.Client.Network,
            Methods = details.Proof.Methods,
            CreatedSecondsAgo = SessionAnswerComposer.SecondsSince(session.CreatedAt, now),
            ActiveSecondsAgo = SessionAnswerComposer.SecondsSince(activeAt, now),
        };
    }
}
