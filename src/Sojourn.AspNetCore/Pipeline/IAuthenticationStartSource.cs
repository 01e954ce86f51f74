using Microsoft.AspNetCore.Http;
using Sojourn.Sessions;

namespace Sojourn.AspNetCore.Pipeline;

/// <summary>Knows when a sign-in that took several requests has started.</summary>
internal interface IAuthenticationStartSource
{
    /// <summary>The arrival of the request that verified the first factor; null = this request.</summary>
    Task<DateTimeOffset?> FindAsync(HttpContext context, SubjectId subject);
}
