using Microsoft.Extensions.DependencyInjection;
using Sojourn.Registration;

namespace Sojourn.Houses;

internal sealed class TestBuilder(IServiceCollection services) : ISojournBuilder
{
    public IServiceCollection Services => services;
}
