using Sojourn.AspNetCore.Attacks;
using Sojourn.AspNetCore.Functional;

[assembly: AssemblyFixture(typeof(SecretsInLogs))]

namespace Sojourn.AspNetCore.Attacks;

/// <summary>After the last test: no line that any site logged, at any level, shows a part of any token that it handed out.</summary>
public sealed class SecretsInLogs : IDisposable
{
    public void Dispose()
    {
        // A failure here is reported as the run's own.
        Assert.Empty(IssuedTokens.TracesIn(RecordedLogs.LinesOfRun));
    }
}
