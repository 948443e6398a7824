using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;
using MoCluster.GrainInterfaces.Events;
using MoCluster.GrainInterfaces.Objects;
using MoCluster.Grains;
using MoCluster.Grains.Events;
using MoCluster.Grains.Objects;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Triggers;
using MoCluster.Modules;
using MoCluster.Stores.Memory;
using Orleans;

namespace MoCluster.Tests.Objects.Pipeline;

/// <summary>Object grains on an engine of their own, over the store of tests, with a clock that stands and the triggers of a test.</summary>
internal sealed class ObjectWorld : IAsyncDisposable
{
    private static readonly Actor Somebody = new(new Guid("aaaaaaaa-0000-4000-8000-000000000001"));
    private readonly ServiceProvider _services;
    private readonly ServiceProvider? _second;

    private ObjectWorld(ServiceProvider services, ServiceProvider? second, ProbedStore store, ManualTime time)
    {
        _services = services;
        _second = second;
        Store = store;
        Time = time;
    }

    public ProbedStore Store { get; }

    public ManualTime Time { get; }

    public IGrainFactory Grains => _services.GetRequiredService<IGrainFactory>();

    /// <summary>Another silo over the same store: its grains are other activations.</summary>
    public IGrainFactory Elsewhere => _second!.GetRequiredService<IGrainFactory>();

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<ObjectWorld> StartAsync(Action<ITriggerRegistrar>? triggers = null, ObjectOptions? options = null, bool twice = false)
    {
        var time = new ManualTime();
        var store = new ProbedStore(new MemoryStore(time, Guid.NewGuid()));
        options ??= new ObjectOptions { RerunDelay = TimeSpan.Zero };
        return new ObjectWorld(await Host(), twice ? await Host() : null, store, time);

        Task<ServiceProvider> Host()
        {
            var services = new ServiceCollection()
                .AddSingleton<IStore>(store)
                .AddSingleton<TimeProvider>(time)
                .AddSingleton(ObjectCatalogue.BuiltIn)
                .AddSingleton(ValidityCalendar.Copenhagen)
                .AddSingleton<IIdentifierSource, Identifiers>()
                .AddSingleton(new TriggerRegistry([new Module(triggers ?? (_ => { }))], ObjectCatalogue.BuiltIn))
                .AddSingleton<Doorbell>()
                .AddObjects(options);
            return TestEngine.StartAsync(services, typeof(ObjectGrain), typeof(TriggerGrain));
        }
    }

    public static Mutation Mutation(MutationKind kind, object request) => new()
    {
        Kind = kind,
        Request = ImmutableCollectionsMarshal.AsImmutableArray(
            request is string text ? Encoding.UTF8.GetBytes(text) : JsonSerializer.SerializeToUtf8Bytes(request)),
        Actor = Somebody,
    };

    public static object From(string from, string? to = null) => new { from, to };

    public Task<Outcome<MutationResult>> SendAsync(ObjectKey key, Mutation mutation, IGrainFactory? grains = null) =>
        (grains ?? Grains).GetGrain<IObjectGrain>(key.ToString()).MutateAsync(mutation, Cancellation).WaitAsync(TimeSpan.FromSeconds(30), Cancellation);

    public Task<Outcome<MutationResult>> SendAsync(MutationKind kind, ObjectKey key, object request) => SendAsync(key, Mutation(kind, request));

    public async Task<MutationResult> DoAsync(MutationKind kind, ObjectKey key, object request)
    {
        var outcome = await SendAsync(kind, key, request);
        Assert.True(outcome.Succeeded, outcome.Refusal?.ToString());
        return outcome.Value;
    }

    public async Task<Refusal> RefusedAsync(MutationKind kind, ObjectKey key, object request)
    {
        var before = await ImageAsync(key);
        var outcome = await SendAsync(kind, key, request);
        Assert.False(outcome.Succeeded, $"{kind} of {key} was taken.");
        Assert.Equal(before, await ImageAsync(key));
        return outcome.Refusal;
    }

    public async Task<ObjectKey> CreateAsync(string type, object request)
    {
        var key = new ObjectKey(type, Guid.NewGuid());
        await DoAsync(MutationKind.Create, key, request);
        return key;
    }

    public async Task<ObjectState?> StateAsync(ObjectKey key)
    {
        var row = (await Store.ReadObjectsAsync([key], Cancellation))[0];
        return row is null ? null : ObjectStateCodec.Decode(ObjectCatalogue.BuiltIn[key.Type], row.State.AsSpan());
    }

    public async Task<ImmutableArray<RegistrationRow>> RegistrationsAsync(ObjectKey key) => await Store.ReadRegistrationsAsync(key, 0, 100, Cancellation);

    public async Task<ImmutableArray<EventRecord>> EventsAsync(string type) => await Store.ReadEventsAsync(StreamKey.Native(type), 1, 1000, Cancellation);

    /// <summary>All that is to be seen of an object, and how much was ever said on its stream.</summary>
    public async Task<string> ImageAsync(ObjectKey key) =>
        $"{(await RegistrationsAsync(key)).Length} registrations, {(await EventsAsync(key.Type)).Length} events";

    public async ValueTask DisposeAsync()
    {
        foreach (var services in new[] { _services, _second }.OfType<ServiceProvider>())
        {
            await TestEngine.StopAsync(services);
            await services.DisposeAsync();
        }
    }

    private sealed class Identifiers : IIdentifierSource
    {
        public Guid Next() => Guid.NewGuid();
    }

    private sealed class Module(Action<ITriggerRegistrar> register) : ITriggerModule
    {
        public void Register(ITriggerRegistrar triggers) => register(triggers);
    }
}
