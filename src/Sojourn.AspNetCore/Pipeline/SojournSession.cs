using Sojourn.Sessions;

namespace Sojourn.AspNetCore.Pipeline;

/// <summary>The session of the current request, as a host sees it.</summary>
/// <remarks>A snapshot of facts; safe to keep beyond the request. It holds no secret.</remarks>
public sealed class SojournSession
{
    private readonly SessionView _view;

    internal SojournSession(SessionView view)
    {
        _view = view;
    }

    /// <summary>The public identifier: safe to log, it grants nothing.</summary>
    public SessionId Id => _view.Id;

    /// <summary>Whom it belongs to.</summary>
    public SubjectId Subject => _view.Subject;

    /// <summary>The subject's tenant, or null.</summary>
    public TenantId? Tenant => _view.Tenant;

    /// <summary>What limits count: <c>browser</c>, or the host's own word.</summary>
    public string Kind => _view.Kind;

    /// <summary>How the session travels.</summary>
    public Carrier Carrier => _view.Details.Carrier;

    /// <summary>The generation of the credential that this request presented.</summary>
    public int Generation => _view.Generation;

    /// <summary>When the session was created; store time.</summary>
    public DateTimeOffset CreatedAt => _view.CreatedAt;

    /// <summary>When the sign-in started. Never changes.</summary>
    public DateTimeOffset AuthenticatedAt => _view.AuthenticatedAt;

    /// <summary>When and how the person last proved who they are, as this request's credential may claim it.</summary>
    public SessionProof Proof => _view.Proof;

    /// <summary>The last activity that this node knows of.</summary>
    public DateTimeOffset LastActivityAt => _view.LastActivityAt;

    /// <summary>How long the session may go unused.</summary>
    public TimeSpan IdleTimeout => _view.IdleTimeout;

    /// <summary>When the session ends whether used or not.</summary>
    public DateTimeOffset AbsoluteAt => _view.AbsoluteAt;

    /// <summary>Browser, platform and network at sign-in.</summary>
    public ClientContext Client => _view.Details.Client;

    internal SessionView View => _view;
}
