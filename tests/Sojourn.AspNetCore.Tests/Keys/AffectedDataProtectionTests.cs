namespace Sojourn.AspNetCore.Keys;

/// <summary>CVE-2026-40372: packages whose integrity check was wrong.</summary>
public sealed class AffectedDataProtectionTests
{
    [Theory]
    [InlineData("10.0.0", true)]
    [InlineData("10.0.0-rc.2.25502.107+abc", true)]
    [InlineData("10.0.3+b0f34d51fccc", true)]
    [InlineData("10.0.6", true)]
    [InlineData("10.0.7", false)]
    [InlineData("10.0.12+abc", false)]
    [InlineData("10.1.0", false)]
    [InlineData("9.0.6", false)]
    [InlineData("11.0.0-preview.1", false)]
    [InlineData("", false)]
    public void Packages_of_10_0_0_to_10_0_6_are_affected_and_never_the_frameworks_copy(string version, bool isAffected)
    {
        Assert.Equal(isAffected, AffectedDataProtection.IsAffected(version, isFrameworks: false));
        Assert.False(AffectedDataProtection.IsAffected(version, isFrameworks: true));
    }

    [Fact]
    public void What_this_run_has_loaded_is_not_affected() => Assert.Null(AffectedDataProtection.Loaded());
}
