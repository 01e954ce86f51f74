using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using Xunit;
using Xunit.Sdk;

namespace Sojourn.Testing.Conformance;

/// <summary>Random sequences of operations and clock steps, against the store and a small model of the contract.</summary>
/// <typeparam name="TFixture">The store's fixture.</typeparam>
public abstract class ModelSuite<TFixture> : StoreSuite<TFixture>
    where TFixture : StoreFixture, new()
{
    /// <summary>The environment variable that replays one sequence: the seed that a failure printed.</summary>
    public const string SeedVariable = "SOJOURN_MODEL_SEED";

    private const int Sequences = 12;
    private const int Steps = 40;

    /// <summary>
    /// Ended stays ended, versions only rise, no deadline moves past the absolute one, and each ending is reported once.
    /// </summary>
    /// <returns>When checked.</returns>
    [Fact]
    public async Task Random_sequences_agree_with_the_model()
    {
        foreach (var seed in Seeds())
        {
            await using var fixture = new TFixture();
            var time = new ManualTimeProvider();
            try
            {
                await new ModelRun(await fixture.OpenAsync(time), time, seed).RunAsync(Steps);
            }
            catch (XunitException failure)
            {
                throw new XunitException($"Seed {seed}; replay with {SeedVariable}={seed}.\n{failure.Message}", failure);
            }
        }
    }

    /// <summary>A fixed set, so that a change is judged by the same sequences, and a fresh one, so that new ground is seen.</summary>
    private static IEnumerable<ulong> Seeds()
    {
        if (ulong.TryParse(
            Environment.GetEnvironmentVariable(SeedVariable), NumberStyles.None, CultureInfo.InvariantCulture, out var replayed))
        {
            return [replayed];
        }

        var fresh = BinaryPrimitives.ReadUInt64BigEndian(RandomNumberGenerator.GetBytes(8));
        return Enumerable.Range(1, Sequences).Select(number => (ulong)number).Append(fresh);
    }
}
