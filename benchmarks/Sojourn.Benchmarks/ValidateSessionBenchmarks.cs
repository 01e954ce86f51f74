using BenchmarkDotNet.Attributes;
using Sojourn.Tokens;
using Sojourn.Validation;

namespace Sojourn.Benchmarks;

/// <summary>From the token's text to the decision. Budget: 500 ns and no allocation on a near hit.</summary>
[MemoryDiagnoser]
public class ValidateSessionBenchmarks
{
    private Node _node = null!;

    // Not asynchronous: the in-process toolchain does not wait for a setup that is.
    [GlobalSetup]
    public void Setup() => _node = Node.StartAsync().GetAwaiter().GetResult();

    /// <summary>What any look-up by hash costs at least: the hash.</summary>
    [Benchmark(Baseline = true)]
    public TokenHash Hash_only() => SessionTokens.Hash(_node.Token);

    [Benchmark]
    public bool Parse() => SessionToken.TryParse(_node.TokenText, out _);

    [Benchmark]
    public bool Parse_and_validate_near_hit()
    {
        if (!SessionToken.TryParse(_node.TokenText, out var token))
        {
            return false;
        }

        var judging = _node.Validator.ValidateAsync(
            token, TokenPurpose.Cookie, ValidationDemands.None, CancellationToken.None);
        return judging.IsCompletedSuccessfully && judging.GetAwaiter().GetResult().Status == ValidationStatus.Active;
    }

    [Benchmark]
    public async Task<bool> Validate_with_store_check_Async()
    {
        var result = await _node.Validator.ValidateAsync(
            _node.Token, TokenPurpose.Cookie, ValidationDemands.AskStore, CancellationToken.None);
        return result.Status == ValidationStatus.Active;
    }

    /// <summary>What a junk cookie costs before it is refused.</summary>
    [Benchmark]
    public bool Check_tag() => SessionTokens.IsGenuine(_node.Token, _node.Ring.Active);
}
