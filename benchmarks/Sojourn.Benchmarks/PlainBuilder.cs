using Microsoft.Extensions.DependencyInjection;
using Sojourn.Registration;

namespace Sojourn.Benchmarks;

/// <summary>Registers stores without ASP.NET Core around them.</summary>
internal sealed class PlainBuilder(IServiceCollection services) : ISojournBuilder
{
    public IServiceCollection Services => services;
}
