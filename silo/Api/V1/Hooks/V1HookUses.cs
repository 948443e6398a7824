using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Hooks;
using MoCluster.Grains.Hooks;
using MoCluster.Grains.Hooks.Registry;
using MoCluster.Silo.Application;
using MoCluster.Silo.Errors;

namespace MoCluster.Silo.Api.V1.Hooks;

/// <summary>The endpoints of hooks (docs/hooks.md). Their documentation becomes that of the OpenAPI document.</summary>
internal static class V1HookUses
{
    private static readonly TimeSpan LongestChange = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestCall = TimeSpan.FromMinutes(1.5);

    /// <summary>Lists the declared hooks with their callbacks.</summary>
    /// <param name="board">What this silo knows.</param>
    /// <param name="request">The request of the caller.</param>
    /// <response code="200">The hooks.</response>
    public static async Task<Ok<V1Hooks>> ListAsync(HookBoard board, V1Request request)
    {
        await board.Copy.WaitAsync(request.Aborted);
        var registered = board.Registered;
        var hooks = board.List().ToArray();
        var names = hooks.Select(hook => new HookName(hook.Namespace, hook.Name)).ToHashSet();
        var byHook = registered.Subscriptions.ToLookup(one => new HookName(one.Namespace, one.Hook));
        return TypedResults.Ok(new V1Hooks(
            [
                .. hooks.Select(hook => new V1Hook(
                    V1HookTypes.Of(hook),
                    [
                        .. byHook[new HookName(hook.Namespace, hook.Name)].OrderBy(one => one.Order).ThenBy(one => one.Sequence)
                            .Select(one => CallbackOf(board, registered, one)),
                    ])),
            ],
            [.. registered.Subscriptions.Where(one => !names.Contains(new HookName(one.Namespace, one.Hook))).Select(V1HookTypes.Of)],
            registered.Disabled));
    }

    /// <summary>Declares a hook. The same declaration again changes nothing; another one of the same name is refused.</summary>
    /// <param name="body">The hook.</param>
    /// <param name="grains">Gives the registry.</param>
    /// <param name="calls">Calls it.</param>
    /// <response code="200">Done, and every silo knows it.</response>
    public static async Task<Ok<V1Changed>> DeclareAsync(V1Body<V1HookDeclaration> body, IGrainFactory grains, GrainCalls calls)
    {
        var hook = V1HookTypes.ToDefinition(body.Value);
        return TypedResults.Ok(new V1Changed((await ChangeAsync(calls, () => Registry(grains).DeclareAsync(hook))).OrThrow()));
    }

    /// <summary>Registers a callback at an address. Where the hook has a callback of that name, nothing changes. The hook need not be declared yet.</summary>
    /// <param name="body">The callback.</param>
    /// <param name="grains">Gives the registry.</param>
    /// <param name="calls">Calls it.</param>
    /// <response code="200">Done, and every silo knows it.</response>
    public static async Task<Ok<V1Changed>> RegisterAsync(V1Body<V1HookRegistration> body, IGrainFactory grains, GrainCalls calls)
    {
        var given = body.Value;
        var subscription = new HookSubscription
        {
            Namespace = given.Namespace,
            Hook = given.Hook,
            Callback = given.Callback,
            Address = AddressOf(given.Address),
            Owner = given.Owner,
            Order = given.Order,
            Timeout = TimeoutOf(given.TimeoutSeconds),
        };
        return TypedResults.Ok(new V1Changed((await ChangeAsync(calls, () => Registry(grains).RegisterAsync(subscription))).OrThrow()));
    }

    /// <summary>Removes a callback. It is no error if there is none.</summary>
    /// <param name="body">The callback.</param>
    /// <param name="grains">Gives the registry.</param>
    /// <param name="calls">Calls it.</param>
    /// <response code="200">Done: no silo calls it any more.</response>
    public static async Task<Ok<V1Unregistered>> UnregisterAsync(V1Body<V1HookCallbackName> body, IGrainFactory grains, GrainCalls calls)
    {
        var name = new HookName(body.Value.Namespace, body.Value.Hook);
        return TypedResults.Ok(new V1Unregistered((await ChangeAsync(calls, () => Registry(grains).UnregisterAsync(name, body.Value.Callback))).OrThrow()));
    }

    /// <summary>Removes all callbacks of an extension, whose name is the owner's exactly.</summary>
    /// <param name="body">The extension.</param>
    /// <param name="grains">Gives the registry.</param>
    /// <param name="calls">Calls it.</param>
    /// <response code="200">Done: no silo calls them any more.</response>
    public static async Task<Ok<V1ExtensionUnregistered>> UnregisterExtensionAsync(V1Body<V1Extension> body, IGrainFactory grains, GrainCalls calls) =>
        TypedResults.Ok(new V1ExtensionUnregistered((await ChangeAsync(calls, () => Registry(grains).UnregisterExtensionAsync(body.Value.Extension))).OrThrow()));

    /// <summary>Switches an extension on: its callbacks are called again. If it was off, modoboa/ExtEnabled is raised.</summary>
    /// <param name="body">The extension.</param>
    /// <param name="grains">Gives the registry.</param>
    /// <param name="calls">Calls it.</param>
    /// <param name="raises">Raises the hook.</param>
    /// <param name="request">The request of the caller.</param>
    /// <response code="200">Done, and every silo knows it.</response>
    public static Task<Ok<V1ExtensionSwitched>> EnableAsync(
        V1Body<V1Extension> body, IGrainFactory grains, GrainCalls calls, HookRaises raises, V1Request request) =>
        SwitchAsync(body.Value.Extension, isOn: true, grains, calls, raises, request);

    /// <summary>Switches an extension off: its callbacks are skipped, and stay registered. If it was on, modoboa/ExtDisabled is raised.</summary>
    /// <param name="body">The extension.</param>
    /// <param name="grains">Gives the registry.</param>
    /// <param name="calls">Calls it.</param>
    /// <param name="raises">Raises the hook.</param>
    /// <param name="request">The request of the caller.</param>
    /// <response code="200">Done, and every silo knows it.</response>
    public static Task<Ok<V1ExtensionSwitched>> DisableAsync(
        V1Body<V1Extension> body, IGrainFactory grains, GrainCalls calls, HookRaises raises, V1Request request) =>
        SwitchAsync(body.Value.Extension, isOn: false, grains, calls, raises, request);

    /// <summary>Raises a hook: calls its callbacks one after the other, and combines what they answer.</summary>
    /// <param name="body">The hook and its arguments.</param>
    /// <param name="raises">Raises it.</param>
    /// <param name="request">The request of the caller.</param>
    /// <response code="200">All callbacks answered.</response>
    public static async Task<Ok<V1HookRaised>> RaiseAsync(V1Body<V1HookRaise> body, HookRaises raises, V1Request request)
    {
        var name = new HookName(body.Value.Namespace, body.Value.Hook);
        var raised = (await raises.RaiseAsync(name, body.Value.Arguments ?? default, request.Aborted)).OrThrow();
        return TypedResults.Ok(new V1HookRaised(
            raised.WasRaised, raised.Outcome?.Value is { } value ? JsonSerializer.SerializeToElement(value) : null, raised.Outcome?.IsAllowed, raised.Outcome?.RefusedBy ?? [], raised.Outcome?.Collisions ?? []));
    }

    private static async Task<Ok<V1ExtensionSwitched>> SwitchAsync(
        string extension, bool isOn, IGrainFactory grains, GrainCalls calls, HookRaises raises, V1Request request)
    {
        var changed = (await ChangeAsync(calls, () => Registry(grains).SwitchAsync(extension, isOn))).OrThrow();
        if (!changed)
            return TypedResults.Ok(new V1ExtensionSwitched(false, null));
        var arguments = JsonSerializer.SerializeToElement(new Dictionary<string, object> { ["extension"] = new Dictionary<string, object> { ["name"] = extension, ["enabled"] = isOn } });
        var raised = await raises.RaiseAsync(new HookName("modoboa", isOn ? "ExtEnabled" : "ExtDisabled"), arguments, request.Aborted);
        return TypedResults.Ok(new V1ExtensionSwitched(true, raised.Refusal?.Message));
    }

    private static V1HookCallback CallbackOf(HookBoard board, RegisteredHooks registered, HookSubscription subscription)
    {
        var use = board.UseOf(subscription);
        return new V1HookCallback(
            subscription.Callback,
            subscription.Address,
            subscription.Owner,
            subscription.Order,
            subscription.Owner is null || !registered.Disabled.Contains(subscription.Owner),
            use.Calls,
            use.Failures,
            use.Took.TotalSeconds);
    }

    private static Task<Outcome<T>> ChangeAsync<T>(GrainCalls calls, Func<Task<Outcome<T>>> change) => calls.RepeatableAsync(change, LongestChange);

    private static IHookRegistryGrain Registry(IGrainFactory grains) => grains.GetGrain<IHookRegistryGrain>(IHookRegistryGrain.Key);

    private static string AddressOf(string given) =>
        Uri.TryCreate(given, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address.UserInfo.Length == 0
            ? given
            : throw Refusals.InvalidInput("An address looks like https://example.org/hooks/domain-created, without a user and a password.", "address");

    private static TimeSpan? TimeoutOf(double? seconds) => seconds switch
    {
        null => null,
        > 0 and var given when given <= LongestCall.TotalSeconds => TimeSpan.FromSeconds(given),
        _ => throw Refusals.InvalidInput($"timeout_seconds must be more than 0 and at most {LongestCall.TotalSeconds}.", "timeout_seconds"),
    };
}
