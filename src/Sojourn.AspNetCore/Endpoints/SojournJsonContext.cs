using System.Text.Json.Serialization;
using Sojourn.AspNetCore.Carriers.Bearer;

namespace Sojourn.AspNetCore.Endpoints;

/// <summary>How Sojourn's bodies are written: independent of the host's own JSON settings.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip)]
[JsonSerializable(typeof(SessionAnswer))]
[JsonSerializable(typeof(DeviceListAnswer))]
[JsonSerializable(typeof(CountAnswer))]
[JsonSerializable(typeof(SignOutAnswer))]
[JsonSerializable(typeof(RenewRequest))]
[JsonSerializable(typeof(RenameRequest))]
[JsonSerializable(typeof(RefreshRequest))]
[JsonSerializable(typeof(IssuedTokens))]
internal sealed partial class SojournJsonContext : JsonSerializerContext;
