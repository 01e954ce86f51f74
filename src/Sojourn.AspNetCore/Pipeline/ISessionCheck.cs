using Microsoft.AspNetCore.Http;
using Sojourn.Sessions;

namespace Sojourn.AspNetCore.Pipeline;

/// <summary>A check against something outside the session store, made at most every five minutes per session and node.</summary>
internal interface ISessionCheck
{
    /// <summary>Why the session must end; <see cref="EndReason.None"/> = it may go on.</summary>
    ValueTask<EndReason> CheckAsync(HttpContext context, SojournFeature feature);
}
