using System.Globalization;

namespace MoCluster.Simulation.Faults;

/// <summary>A fault of the run. The kinds are the nested records.</summary>
/// <param name="At">The earliest time.</param>
/// <param name="Steps">The number of steps of the run from then on, so that it happens between any two steps.</param>
internal abstract record Fault(TimeSpan At, int Steps)
{
    /// <summary>A silo's process is killed, and another one starts in its place.</summary>
    /// <param name="At">When.</param>
    /// <param name="Steps">The number of steps from then on.</param>
    /// <param name="Silo">The place of the silo.</param>
    /// <param name="Noticed">The time after which the others declare it dead.</param>
    /// <param name="Back">The time after which the other process starts.</param>
    public sealed record Crash(TimeSpan At, int Steps, int Silo, TimeSpan Noticed, TimeSpan Back) : Fault(At, Steps)
    {
        /// <inheritdoc/>
        public override string ToString() => Text($"silo {Silo} is killed, noticed after {Seconds(Noticed)}, back after {Seconds(Back)}");
    }

    /// <summary>A silo stops in order, as in a rolling restart, and another one starts in its place.</summary>
    /// <param name="At">When.</param>
    /// <param name="Steps">The number of steps from then on.</param>
    /// <param name="Silo">The place of the silo.</param>
    /// <param name="Back">The time after which the other process starts.</param>
    public sealed record Restart(TimeSpan At, int Steps, int Silo, TimeSpan Back) : Fault(At, Steps)
    {
        /// <inheritdoc/>
        public override string ToString() => Text($"silo {Silo} is stopped in order, back after {Seconds(Back)}");
    }

    /// <summary>A silo is frozen for a while, as by SIGSTOP, and goes on.</summary>
    /// <param name="At">When.</param>
    /// <param name="Steps">The number of steps from then on.</param>
    /// <param name="Silo">The place of the silo.</param>
    /// <param name="For">How long it is frozen.</param>
    /// <param name="Noticed">The time after which the others declare it dead; null for never.</param>
    public sealed record Freeze(TimeSpan At, int Steps, int Silo, TimeSpan For, TimeSpan? Noticed) : Fault(At, Steps)
    {
        /// <inheritdoc/>
        public override string ToString() =>
            Text($"silo {Silo} is frozen for {Seconds(For)}{(Noticed is { } noticed ? $", declared dead after {Seconds(noticed)}" : "")}");
    }

    /// <summary>
    /// A silo sees only itself in the directory: the grains that it calls are activated there, besides their activations elsewhere.
    /// </summary>
    /// <param name="At">When.</param>
    /// <param name="Steps">The number of steps from then on.</param>
    /// <param name="Silo">The place of the silo.</param>
    /// <param name="For">How long.</param>
    /// <param name="Reconciled">Whether duplicate activations end with the fault; otherwise they continue beside each other.</param>
    public sealed record Isolate(TimeSpan At, int Steps, int Silo, TimeSpan For, bool Reconciled) : Fault(At, Steps)
    {
        /// <inheritdoc/>
        public override string ToString() =>
            Text($"silo {Silo} sees only itself for {Seconds(For)}{(Reconciled ? "" : ", its duplicates stay")}");
    }

    /// <summary>Two silos cannot reach each other for a while.</summary>
    /// <param name="At">When.</param>
    /// <param name="Steps">The number of steps from then on.</param>
    /// <param name="One">The place of one silo.</param>
    /// <param name="Other">The place of the other silo.</param>
    /// <param name="For">How long.</param>
    public sealed record Cut(TimeSpan At, int Steps, int One, int Other, TimeSpan For) : Fault(At, Steps)
    {
        /// <inheritdoc/>
        public override string ToString() => Text($"silos {One} and {Other} are cut off from each other for {Seconds(For)}");
    }

    /// <summary>An activation ends.</summary>
    /// <param name="At">When.</param>
    /// <param name="Steps">The number of steps from then on.</param>
    /// <param name="Drawn">Which activation, modulo their number.</param>
    public sealed record Deactivate(TimeSpan At, int Steps, int Drawn) : Fault(At, Steps)
    {
        /// <inheritdoc/>
        public override string ToString() => Text("an activation is ended");
    }

    /// <summary>The store has faults for a while.</summary>
    /// <param name="At">When.</param>
    /// <param name="Steps">The number of steps from then on.</param>
    /// <param name="Kind">What happens to commits or reads.</param>
    /// <param name="Percent">How many percent of them are affected.</param>
    /// <param name="For">How long.</param>
    public sealed record Store(TimeSpan At, int Steps, StoreFault Kind, int Percent, TimeSpan For) : Fault(At, Steps)
    {
        /// <inheritdoc/>
        public override string ToString() => Text($"the store: {Kind}, {Percent} %, for {Seconds(For)}");
    }

    /// <summary>The store's server is killed and restarts; it loses what was not durable.</summary>
    /// <param name="At">When.</param>
    /// <param name="Steps">The number of steps from then on.</param>
    /// <param name="For">How long it is down.</param>
    public sealed record StoreCrash(TimeSpan At, int Steps, TimeSpan For) : Fault(At, Steps)
    {
        /// <inheritdoc/>
        public override string ToString() => Text($"the store is killed, back after {Seconds(For)}");
    }

    /// <summary>The disk of the embedded store fails in the middle of a write or a flush, and the process stops.</summary>
    /// <param name="At">When.</param>
    /// <param name="Steps">The number of steps from then on.</param>
    /// <param name="Operations">The number of operations on the disk before it fails.</param>
    public sealed record Disk(TimeSpan At, int Steps, int Operations) : Fault(At, Steps)
    {
        /// <inheritdoc/>
        public override string ToString() => Text($"the disk fails {Operations} operations later");
    }

    /// <summary>Doorbells have faults for a while.</summary>
    /// <param name="At">When.</param>
    /// <param name="Steps">The number of steps from then on.</param>
    /// <param name="Kind">What happens to them.</param>
    /// <param name="Percent">How many percent of them are affected.</param>
    /// <param name="For">How long.</param>
    public sealed record Doorbells(TimeSpan At, int Steps, DoorbellFault Kind, int Percent, TimeSpan For) : Fault(At, Steps)
    {
        /// <inheritdoc/>
        public override string ToString() => Text($"doorbells: {Kind}, {Percent} %, for {Seconds(For)}");
    }

    /// <summary>A clock jumps.</summary>
    /// <param name="At">When.</param>
    /// <param name="Steps">The number of steps from then on.</param>
    /// <param name="Silo">The place of the silo; null for the store, whose clock never goes back.</param>
    /// <param name="By">How far; negative for back.</param>
    public sealed record ClockJump(TimeSpan At, int Steps, int? Silo, TimeSpan By) : Fault(At, Steps)
    {
        /// <inheritdoc/>
        public override string ToString() => Text($"the clock of {(Silo is { } silo ? $"silo {silo}" : "the store")} jumps by {Seconds(By)}");
    }

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.###} s");

    private string Text(string what) => $"{Seconds(At)} and {Steps} steps: {what}";
}
