using System.Globalization;

namespace MoCluster.Simulation.Faults;

/// <summary>Something that goes wrong. The kinds are the nested records.</summary>
/// <param name="At">Not before this time.</param>
/// <param name="Steps">After so many steps of the run from then on: between any two steps.</param>
internal abstract record Fault(TimeSpan At, int Steps)
{
    /// <summary>A silo's process is killed, and another one begins in its place.</summary>
    /// <param name="At">When.</param>
    /// <param name="Steps">After so many steps more.</param>
    /// <param name="Silo">Which silo, by its place.</param>
    /// <param name="Noticed">After how long the others declare it dead.</param>
    /// <param name="Back">After how long the other one begins.</param>
    public sealed record Crash(TimeSpan At, int Steps, int Silo, TimeSpan Noticed, TimeSpan Back) : Fault(At, Steps)
    {
        /// <inheritdoc/>
        public override string ToString() => Text($"silo {Silo} is killed, noticed after {Seconds(Noticed)}, back after {Seconds(Back)}");
    }

    /// <summary>A silo stops in order, as at a rolling restart, and another one begins in its place.</summary>
    /// <param name="At">When.</param>
    /// <param name="Steps">After so many steps more.</param>
    /// <param name="Silo">Which silo, by its place.</param>
    /// <param name="Back">After how long the other one begins.</param>
    public sealed record Restart(TimeSpan At, int Steps, int Silo, TimeSpan Back) : Fault(At, Steps)
    {
        /// <inheritdoc/>
        public override string ToString() => Text($"silo {Silo} is stopped in order, back after {Seconds(Back)}");
    }

    /// <summary>A silo is frozen for a while, as by SIGSTOP, and goes on.</summary>
    /// <param name="At">When.</param>
    /// <param name="Steps">After so many steps more.</param>
    /// <param name="Silo">Which silo, by its place.</param>
    /// <param name="For">For how long.</param>
    /// <param name="Noticed">After how long the others declare it dead; null for never.</param>
    public sealed record Freeze(TimeSpan At, int Steps, int Silo, TimeSpan For, TimeSpan? Noticed) : Fault(At, Steps)
    {
        /// <inheritdoc/>
        public override string ToString() =>
            Text($"silo {Silo} is frozen for {Seconds(For)}{(Noticed is { } noticed ? $", declared dead after {Seconds(noticed)}" : "")}");
    }

    /// <summary>A silo sees only itself in the directory: what it calls is activated there beside the activation elsewhere.</summary>
    /// <param name="At">When.</param>
    /// <param name="Steps">After so many steps more.</param>
    /// <param name="Silo">Which silo, by its place.</param>
    /// <param name="For">For how long.</param>
    /// <param name="Reconciled">Whether duplicates end with it; else they live on beside each other.</param>
    public sealed record Isolate(TimeSpan At, int Steps, int Silo, TimeSpan For, bool Reconciled) : Fault(At, Steps)
    {
        /// <inheritdoc/>
        public override string ToString() =>
            Text($"silo {Silo} sees only itself for {Seconds(For)}{(Reconciled ? "" : ", its duplicates stay")}");
    }

    /// <summary>Two silos cannot reach each other for a while.</summary>
    /// <param name="At">When.</param>
    /// <param name="Steps">After so many steps more.</param>
    /// <param name="One">A silo.</param>
    /// <param name="Other">Another one.</param>
    /// <param name="For">For how long.</param>
    public sealed record Cut(TimeSpan At, int Steps, int One, int Other, TimeSpan For) : Fault(At, Steps)
    {
        /// <inheritdoc/>
        public override string ToString() => Text($"silos {One} and {Other} are cut off from each other for {Seconds(For)}");
    }

    /// <summary>An activation ends.</summary>
    /// <param name="At">When.</param>
    /// <param name="Steps">After so many steps more.</param>
    /// <param name="Drawn">Which one, modulo their number.</param>
    public sealed record Deactivate(TimeSpan At, int Steps, int Drawn) : Fault(At, Steps)
    {
        /// <inheritdoc/>
        public override string ToString() => Text("an activation is ended");
    }

    /// <summary>The store is in trouble for a while.</summary>
    /// <param name="At">When.</param>
    /// <param name="Steps">After so many steps more.</param>
    /// <param name="Kind">What happens to commits or reads.</param>
    /// <param name="Percent">To how many of them.</param>
    /// <param name="For">For how long.</param>
    public sealed record Store(TimeSpan At, int Steps, StoreTrouble Kind, int Percent, TimeSpan For) : Fault(At, Steps)
    {
        /// <inheritdoc/>
        public override string ToString() => Text($"the store: {Kind}, {Percent} %, for {Seconds(For)}");
    }

    /// <summary>The store's server is killed and begins anew: what it had not made durable is lost.</summary>
    /// <param name="At">When.</param>
    /// <param name="Steps">After so many steps more.</param>
    /// <param name="For">For how long it is away.</param>
    public sealed record StoreCrash(TimeSpan At, int Steps, TimeSpan For) : Fault(At, Steps)
    {
        /// <inheritdoc/>
        public override string ToString() => Text($"the store is killed, back after {Seconds(For)}");
    }

    /// <summary>The disk of the journal fails in the middle of a write or a flush, and its process stops.</summary>
    /// <param name="At">When.</param>
    /// <param name="Steps">After so many steps more.</param>
    /// <param name="Operations">After so many operations on the log.</param>
    public sealed record Disk(TimeSpan At, int Steps, int Operations) : Fault(At, Steps)
    {
        /// <inheritdoc/>
        public override string ToString() => Text($"the disk fails {Operations} operations later");
    }

    /// <summary>Doorbells go wrong for a while.</summary>
    /// <param name="At">When.</param>
    /// <param name="Steps">After so many steps more.</param>
    /// <param name="Kind">What happens to them.</param>
    /// <param name="Percent">To how many.</param>
    /// <param name="For">For how long.</param>
    public sealed record Doorbells(TimeSpan At, int Steps, DoorbellTrouble Kind, int Percent, TimeSpan For) : Fault(At, Steps)
    {
        /// <inheritdoc/>
        public override string ToString() => Text($"doorbells: {Kind}, {Percent} %, for {Seconds(For)}");
    }

    /// <summary>A clock jumps.</summary>
    /// <param name="At">When.</param>
    /// <param name="Steps">After so many steps more.</param>
    /// <param name="Silo">Whose, by its place; null for the store's, which never goes back.</param>
    /// <param name="By">By how much; negative for back.</param>
    public sealed record ClockJump(TimeSpan At, int Steps, int? Silo, TimeSpan By) : Fault(At, Steps)
    {
        /// <inheritdoc/>
        public override string ToString() => Text($"the clock of {(Silo is { } silo ? $"silo {silo}" : "the store")} jumps by {Seconds(By)}");
    }

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.###} s");

    private string Text(string what) => $"{Seconds(At)} and {Steps} steps: {what}";
}
