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
using MoCluster.Grains.Deliveries;
using MoCluster.Grains.Events;
using MoCluster.Grains.Objects;
using MoCluster.Grains.Objects.Calendar;
using MoCluster.Grains.Objects.States;
using MoCluster.Grains.Storage;
using MoCluster.Grains.Storage.Objects;
using MoCluster.Grains.Triggers;
using MoCluster.Modules;
using MoCluster.Simulator;
using MoCluster.Stores.Memory;
using MoCluster.Tests.Triggers;
using Orleans;

namespace MoCluster.Tests.Objects.Pipeline;

/// <summary>Runs object grains on a simulator of their own, over an intercepted store, with a clock that stands still and a test's triggers.</summary>
internal sealed class ObjectSimulation : IAsyncDisposable
{
    private static readonly Actor Caller = new(new Guid("aaaaaaaa-0000-4000-8000-000000000001"));
    private readonly ServiceProvider _services;
    private readonly ServiceProvider? _second;
    private ObjectKey? _class;

    private ObjectSimulation(ServiceProvider services, ServiceProvider? second, InterceptedStore store, FakeTimeProvider time)
    {
        _services = services;
        _second = second;
        Store = store;
        Time = time;
    }

    public InterceptedStore Store { get; }

    public FakeTimeProvider Time { get; }

    public IGrainFactory Grains => _services.GetRequiredService<IGrainFactory>();

    /// <summary>A second silo over the same store: its grains are other activations.</summary>
    public IGrainFactory Elsewhere => _second!.GetRequiredService<IGrainFactory>();

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<ObjectSimulation> StartAsync(Action<ITriggerRegistrar>? triggers = null, ObjectOptions? options = null, bool twice = false, ObjectOptions? second = null)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 8, 21, 12, 0, 0, TimeSpan.Zero));
        var store = new InterceptedStore(new MemoryStore(time, Guid.NewGuid()));
        options ??= new ObjectOptions { RerunDelay = TimeSpan.Zero, SubstituteTypes = ClassSelection.All };
        return new ObjectSimulation(await Host(options), twice ? await Host(second ?? options) : null, store, time);

        async Task<ServiceProvider> Host(ObjectOptions options)
        {
            var services = new ServiceCollection()
                .AddSingleton<IStore>(store)
                .AddStorePorts()
                .AddSingleton<TimeProvider>(time)
                .AddSingleton(ObjectCatalogue.BuiltIn)
                .AddSingleton(ValidityCalendar.Copenhagen)
                .AddSingleton<IIdentifierSource, Identifiers>()
                .AddSingleton(new TriggerRegistry([new DelegateTriggerModule(triggers ?? (_ => { }))], ObjectCatalogue.BuiltIn))
                .AddSingleton<Doorbell>()
                .AddSingleton<DeliveryBell>()
                .AddSingleton(options)
                .AddObjects();
            services.AddSimulator(engine =>
            {
                engine.GrainClasses.UnionWith([typeof(ObjectGrain), typeof(TriggerGrain)]);
                engine.StreamProviders.Add(EventBatch.Provider);
            });
            var provider = services.BuildServiceProvider();
            await provider.GetRequiredService<SimulatorEngine>().StartAsync(CancellationToken.None);
            return provider;
        }
    }

    public static Mutation Mutation(MutationKind kind, object request) => new()
    {
        Kind = kind,
        Request = ImmutableCollectionsMarshal.AsImmutableArray(
            request is string text ? Encoding.UTF8.GetBytes(text) : JsonSerializer.SerializeToUtf8Bytes(request)),
        Actor = Caller,
    };

    public static object From(string from, string? to = null) => new { from, to };

    public Task<Outcome<MutationResult>> SendAsync(ObjectKey key, Mutation mutation, IGrainFactory? grains = null) =>
        (grains ?? Grains).GetGrain<IObjectGrain>(key.ToString()).MutateAsync(mutation, Cancellation)
            .WaitAsync(TimeSpan.FromSeconds(30), Cancellation);

    public Task<Outcome<MutationResult>> SendAsync(MutationKind kind, ObjectKey key, object request) => SendAsync(key, Mutation(kind, request));

    /// <summary>Moves a unit below another, between two days.</summary>
    public Task<Outcome<MutationResult>> MoveAsync(ObjectKey unit, ObjectKey parent, string from = "2010-01-01", string? to = null) =>
        SendAsync(MutationKind.Edit, unit, new { parent = parent.Uuid, validity = From(from, to) });

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
        Assert.False(outcome.Succeeded, $"{kind} of {key} was accepted.");
        Assert.Equal(before, await ImageAsync(key));
        return outcome.Refusal;
    }

    public async Task<ObjectKey> CreateAsync(string type, object request)
    {
        var key = new ObjectKey(type, Guid.NewGuid());
        await DoAsync(MutationKind.Create, key, request);
        return key;
    }

    /// <summary>A class to refer to, the same one each time.</summary>
    public async Task<Guid> ClassAsync()
    {
        if (_class is null)
        {
            var facet = await CreateAsync("facet", new { user_key = "facet", validity = From("1900-01-01") });
            _class = await CreateAsync("class", new { user_key = "class", name = "Class", facet_uuid = facet.Uuid, validity = From("1900-01-01") });
        }
        return _class.Value.Uuid;
    }

    public async Task<ObjectKey> UnitAsync(ObjectKey? parent = null, string from = "2000-01-01", string? to = null) => await CreateAsync(
        "org_unit", new { name = "Unit", org_unit_type = await ClassAsync(), parent = parent?.Uuid, validity = From(from, to) });

    public Task<ObjectKey> PersonAsync(string? cpr = null) =>
        CreateAsync("person", new { given_name = "Given", surname = "Name", cpr_number = cpr });

    public async Task<ObjectKey> EngagementAsync(ObjectKey person, ObjectKey unit, string from = "2010-01-01", string? to = null)
    {
        var type = await ClassAsync();
        return await CreateAsync("engagement", new
        {
            person = person.Uuid, org_unit = unit.Uuid, engagement_type = type, job_function = type, validity = From(from, to),
        });
    }

    public async Task<ObjectState?> StateAsync(ObjectKey key)
    {
        var row = (await Store.ReadObjectsAsync([key], Cancellation))[0];
        return row is null ? null : ObjectStateCodec.Decode(ObjectCatalogue.BuiltIn[key.Type], row.State.AsSpan());
    }

    public async Task<ImmutableArray<RegistrationRow>> RegistrationsAsync(ObjectKey key) =>
        await Store.ReadRegistrationsAsync(key, 0, 100, Cancellation);

    public async Task<ImmutableArray<EventRecord>> EventsAsync(string type) =>
        await Store.ReadEventsAsync(StreamKey.Native(type), 1, 1000, Cancellation);

    /// <summary>
    /// Completes when the object's grain has received every earlier call: calls of one caller arrive in order, and this one is refused at
    /// once, without a wait.
    /// </summary>
    public async Task BeenReceivedAsync(ObjectKey key)
    {
        var outcome = await SendAsync(key, Mutation(MutationKind.Refresh, new { }) with { Chain = [key] });
        Assert.Contains("is under mutation already", outcome.Refusal?.Message, StringComparison.Ordinal);
    }

    /// <summary>What can be seen of an object, and the number of events on its stream.</summary>
    public async Task<string> ImageAsync(ObjectKey key) =>
        $"{(await RegistrationsAsync(key)).Length} registrations, {(await EventsAsync(key.Type)).Length} events";

    public async ValueTask DisposeAsync()
    {
        foreach (var services in new[] { _services, _second }.OfType<ServiceProvider>())
        {
            // The engine's own timeout is on the clock that stands still, and a failed test may have left something that never ends.
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
            await services.GetRequiredService<SimulatorEngine>().StopAsync(limit.Token);
            await services.DisposeAsync();
        }
    }

    private sealed class Identifiers : IIdentifierSource
    {
        public Guid Next() => Guid.NewGuid();
    }
}
