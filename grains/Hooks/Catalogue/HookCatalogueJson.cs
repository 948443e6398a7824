using System.Text.Json.Serialization;
using MoCluster.GrainInterfaces.Hooks;

namespace MoCluster.Grains.Hooks.Catalogue;

/// <summary>Reads the file. A field that it does not know is an error.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectRequiredConstructorParameters = true,
    Converters = [typeof(SnakeCaseEnum<HookKind>), typeof(SnakeCaseEnum<HookPhase>), typeof(SnakeCaseEnum<HookDecision>), typeof(SnakeCaseEnum<HookResultKind>), typeof(SnakeCaseEnum<HookValueKind>)])]
[JsonSerializable(typeof(HookFile))]
internal sealed partial class HookCatalogueJson : JsonSerializerContext;
