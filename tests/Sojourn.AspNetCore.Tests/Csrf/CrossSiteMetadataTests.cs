using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Sojourn.AspNetCore.Csrf;

public sealed class CrossSiteMetadataTests
{
    [Fact]
    public void The_marks_of_an_endpoint_become_its_demand()
    {
        var builder = new RecordingConventionBuilder();

        builder.AllowCrossSite().AllowOrigins("https://IDP.example").ProtectSafeMethods().TreatAsSignIn();
        var demand = CrossSiteDemand.Of(builder.Build(), hasAmbientCredential: true, hasExplicitCredentialOnly: false);

        Assert.True(demand.IsExempt);
        Assert.True(demand.ProtectsSafeMethods);
        Assert.True(demand.IsSignIn);
        Assert.Equal("https://idp.example", Assert.Single(demand.Origins!));
        Assert.True(demand.HasAmbientCredential);
    }

    [Fact]
    public void An_endpoint_without_marks_is_checked()
    {
        var demand = CrossSiteDemand.Of(null, hasAmbientCredential: true, hasExplicitCredentialOnly: false);

        Assert.False(demand.IsExempt);
        Assert.False(demand.ProtectsSafeMethods);
        Assert.False(demand.IsSignIn);
        Assert.Null(demand.Origins);
    }

    [Fact]
    public void An_endpoint_undoes_what_its_group_says()
    {
        var builder = new RecordingConventionBuilder();

        builder.AllowCrossSite().WithMetadata(new AllowCrossSiteAttribute(false));
        var demand = CrossSiteDemand.Of(builder.Build(), hasAmbientCredential: true, hasExplicitCredentialOnly: false);

        Assert.False(demand.IsExempt);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("https://idp.example/")]
    [InlineData("*")]
    public void A_list_takes_nothing_but_origins(string text)
    {
        Assert.Throws<ArgumentException>(() => new AllowOriginsAttribute(text));
    }

    [Fact]
    public void The_names_of_the_reasons_are_those_of_the_reference()
    {
        var names = string.Join(' ', Enum.GetValues<CrossSiteReason>().Select(CrossSiteReasonNames.Of));

        Assert.Equal(
            "no-evidence exempt safe same-origin none trusted origin referer custom-header no-credential bad-origin "
                + "site null-origin",
            names);
        Assert.Equal("_OTHER", CrossSiteReasonNames.Of((CrossSiteReason)99));
    }

    private sealed class RecordingConventionBuilder : IEndpointConventionBuilder
    {
        private readonly List<Action<EndpointBuilder>> _conventions = [];

        public void Add(Action<EndpointBuilder> convention) => _conventions.Add(convention);

        public Endpoint Build()
        {
            var builder = new Microsoft.AspNetCore.Routing.RouteEndpointBuilder(
                _ => Task.CompletedTask, Microsoft.AspNetCore.Routing.Patterns.RoutePatternFactory.Parse("/"), 0);
            _conventions.ForEach(convention => convention(builder));
            return builder.Build();
        }
    }
}
