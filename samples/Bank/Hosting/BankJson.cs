namespace Bank.Hosting;

internal static class BankJson
{
    /// <summary>A body that does not fit its type is the caller's fault and becomes a 400 problem, in Development too.</summary>
    public static void AddBankJson(this IServiceCollection services)
    {
        services.AddProblemDetails();
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = false);
        services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.RespectNullableAnnotations = true;
            options.SerializerOptions.RespectRequiredConstructorParameters = true;
        });
    }
}
