using System.Text.Json;
using MoCluster.Cli.Invocation;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace MoCluster.Cli.Output;

/// <summary>What a user sees: results on standard output, everything else on standard error.</summary>
internal sealed class Screen
{
    /// <summary>Where nobody looks at a terminal, lines are as long as they are.</summary>
    private const int Endless = 100_000;

    private readonly TextWriter _output;
    private readonly TextWriter _errors;
    private readonly TimeProvider _clock;

    /// <summary>Makes the screen.</summary>
    /// <param name="isJson">Whether results are JSON.</param>
    /// <param name="surroundings">What the tool is run in.</param>
    public Screen(bool isJson, Surroundings surroundings)
    {
        (IsJson, _clock, _output, _errors) = (isJson, surroundings.Clock, surroundings.Output.Writer, surroundings.Errors.Writer);
        Out = NewConsole(surroundings.Output, surroundings.Variable);
        Errors = NewConsole(surroundings.Errors, surroundings.Variable);
    }

    /// <summary>Whether results are JSON, one object a line.</summary>
    public bool IsJson { get; }

    /// <summary>Whether what was shown can be shown anew in its place.</summary>
    public bool CanRefresh => !IsJson && Out.Profile.Capabilities.Ansi;

    /// <summary>Whether a bar is shown on standard error, over which other lines are written.</summary>
    public bool HasBar { get; set; }

    /// <summary>Standard output.</summary>
    public IAnsiConsole Out { get; }

    /// <summary>Standard error.</summary>
    public IAnsiConsole Errors { get; }

    /// <summary>Shows a list: a table, or a JSON object for each item.</summary>
    /// <param name="fields">What to show of an item.</param>
    /// <param name="items">The items.</param>
    /// <param name="none">Is said where there are none.</param>
    public void ShowAll<T>(IReadOnlyList<Field<T>> fields, IReadOnlyList<T> items, string none)
    {
        if (IsJson)
        {
            foreach (var item in items)
                _output.WriteLine(JsonLine.Of(fields, item));
        }
        else if (items.Count == 0)
        {
            Note(none);
        }
        else
        {
            Out.Write(ToTable(fields, items, out var missing));
            if (missing.Count > 0)
                Note($"Not shown for want of room: {string.Join(", ", missing)}.");
        }
    }

    /// <summary>Shows one thing with all its fields: a line for each, or a JSON object.</summary>
    /// <param name="fields">What to show.</param>
    /// <param name="item">The thing.</param>
    public void ShowOne<T>(IReadOnlyList<Field<T>> fields, T item)
    {
        if (IsJson)
        {
            _output.WriteLine(JsonLine.Of(fields, item));
            return;
        }

        var rows = fields.Select(field => (Name: FieldText.NameOf(field), Text: FieldText.Of(field, item, _clock), Colour: field.Colour?.Invoke(item)))
            .Where(row => row.Text.Length > 0).ToArray();
        var width = rows.Max(row => row.Name.Length) + ColumnLayout.Gap;
        foreach (var (name, text, colour) in rows)
        {
            // What does not fit beside its name gets a line of its own, so that a uuid can be copied whole.
            var isBeside = width + text.Length <= Out.Profile.Width;
            Out.Write(new Markup($"[dim]{Markup.Escape(isBeside ? name.PadRight(width) : name)}[/]"));
            if (!isBeside)
                Out.WriteLine();
            Out.Write(isBeside ? Cell(text, colour) : new Padder(Cell(text, colour), new Padding(ColumnLayout.Gap, 0, 0, 0)));
            if (isBeside)
                Out.WriteLine();
        }
    }

    /// <summary>Shows a line of many, or a JSON object.</summary>
    /// <param name="fields">What JSON has of it.</param>
    /// <param name="item">The thing.</param>
    /// <param name="markup">The line.</param>
    public void ShowLine<T>(IReadOnlyList<Field<T>> fields, T item, Func<T, string> markup)
    {
        if (IsJson)
            _output.WriteLine(JsonLine.Of(fields, item));
        else
            Out.MarkupLine(markup(item));
    }

    /// <summary>Shows what was done: a sentence, or a JSON object.</summary>
    /// <param name="sentence">The sentence.</param>
    /// <param name="properties">Writes the properties of the JSON object.</param>
    public void ShowDone(string sentence, Action<Utf8JsonWriter> properties)
    {
        if (IsJson)
            _output.WriteLine(JsonLine.Of(properties));
        else
            Out.WriteLine(sentence);
    }

    /// <summary>Writes text as it is.</summary>
    /// <param name="text">The text.</param>
    public void WriteRaw(string text) => _output.Write(text);

    /// <summary>Tells the user something that is no result.</summary>
    /// <param name="text">The sentence.</param>
    public void Note(string text) => Tell(text, new Style(decoration: Decoration.Dim));

    /// <summary>Warns the user.</summary>
    /// <param name="text">The sentence.</param>
    public void Warn(string text) => Tell(text, new Style(Color.Olive));

    /// <summary>Tells why it was not done.</summary>
    /// <param name="code">The code for programs.</param>
    /// <param name="message">The sentence for people.</param>
    /// <param name="path">Where in the input; null for nowhere.</param>
    /// <param name="exitCode">The exit code that follows.</param>
    public void ShowError(string code, string message, string? path, int exitCode)
    {
        if (IsJson)
        {
            _errors.WriteLine(JsonLine.Of(writer =>
            {
                writer.WriteStartObject("error");
                writer.WriteString("code", code);
                writer.WriteString("message", message);
                writer.WriteString("path", path);
                writer.WriteNumber("exit_code", exitCode);
                writer.WriteEndObject();
            }));
            return;
        }

        var place = path is null ? "" : $" (at {path})";
        Errors.Write(new Paragraph($"{code}: ", new Style(Color.Red)).Append($"{message}{place}\n"));
    }

    /// <summary>The table of a list, fitted into the screen.</summary>
    /// <param name="fields">What to show of an item.</param>
    /// <param name="items">The items.</param>
    /// <param name="missing">The headers of the columns for which there is no room.</param>
    public IRenderable ToTable<T>(IReadOnlyList<Field<T>> fields, IReadOnlyList<T> items, out IReadOnlyList<string> missing)
    {
        // A column that is empty for all items only takes room.
        var columns = fields.Where(field => field.Header is not null)
            .Select(field => (Field: field, Texts: items.Select(item => FieldText.Of(field, item, _clock)).ToArray()))
            .Where(column => column.Field.Rank == 0 || column.Texts.Any(text => text.Length > 0))
            .ToArray();
        var wishes = columns.Select(column => new ColumnLayout.Wish(
            column.Texts.Append(column.Field.Header!).Max(text => text.Length), column.Field.Rank, column.Field.CanShrink)).ToArray();
        var widths = ColumnLayout.Fit(wishes, Out.Profile.Width);
        var shown = Enumerable.Range(0, columns.Length).Where(i => widths[i] > 0).ToArray();
        missing = [.. columns.Where((_, i) => widths[i] == 0).Select(column => column.Field.Header!)];

        var table = new Table { Border = TableBorder.None };
        foreach (var i in shown)
        {
            var header = new Markup(Markup.Escape(FieldText.Cut(columns[i].Field.Header!, widths[i])), new Style(decoration: Decoration.Bold));
            var column = new TableColumn(header) { Alignment = columns[i].Field.IsNumber ? Justify.Right : Justify.Left, NoWrap = true };
            table.AddColumn(column.Padding(0, 0, i == shown[^1] ? 0 : ColumnLayout.Gap, 0));
        }

        for (var row = 0; row < items.Count; row++)
            table.AddRow(shown.Select(i => Cell(FieldText.Cut(columns[i].Texts[row], widths[i]), columns[i].Field.Colour?.Invoke(items[row]))));
        return table;
    }

    private void Tell(string text, Style style)
    {
        // A line that is as wide as the terminal leaves nothing of a bar that was in its place.
        if (HasBar)
            Errors.Write(new Grid { Expand = true }.AddColumn(new GridColumn().Padding(0, 0)).AddRow(new Text(text, style)));
        else
            Errors.Write(new Paragraph($"{text}\n", style));
    }

    private static Markup Cell(string text, string? colour) => new(colour is null ? Markup.Escape(text) : $"[{colour}]{Markup.Escape(text)}[/]");

    private static IAnsiConsole NewConsole(TextTarget target, Func<string, string?> variable)
    {
        var isPlain = !target.IsTerminal || variable("TERM") == "dumb";
        var hasColours = !isPlain && string.IsNullOrEmpty(variable("NO_COLOR"));
        var isKnown = target.Width is not null;
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = isPlain ? AnsiSupport.No : isKnown ? AnsiSupport.Yes : AnsiSupport.Detect,
            ColorSystem = !hasColours ? ColorSystemSupport.NoColors : isKnown ? ColorSystemSupport.Standard : ColorSystemSupport.Detect,
            Interactive = isPlain ? InteractionSupport.No : isKnown ? InteractionSupport.Yes : InteractionSupport.Detect,
            Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
            Out = new AnsiConsoleOutput(target.Writer),
        });
        if (!target.IsTerminal || isKnown)
            console.Profile.Width = target.IsTerminal ? target.Width!.Value : Endless;
        return console;
    }
}
