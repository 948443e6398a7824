using System.Collections.Immutable;
using System.Text.RegularExpressions;
using MoCluster.GrainInterfaces.Catalogue.Rules;

namespace MoCluster.GrainInterfaces.Catalogue.Loading;

/// <summary>Makes the rules of a type that look at other objects from its entry in a catalogue file, and reports the entry's problems.</summary>
/// <param name="entry">The type's entry.</param>
/// <param name="resolve">Finds a field of the type by its name, or reports a problem at the given place.</param>
/// <param name="problem">Reports a problem: the place, and what is wrong.</param>
internal sealed class LinkedRuleBuilder(CatalogueFile.TypeEntry entry, Func<string, string, FieldDefinition?> resolve, Action<string, string> problem)
{
    public ImmutableArray<AgreementDefinition> Agreements() => Build(entry.Agreements, "agreements", (agreement, at) =>
        Reference(agreement.Reference, $"{at}.reference") is { } reference && resolve(agreement.Field, $"{at}.field") is { } field
            ? new AgreementDefinition(reference, field, agreement.CoversAbsence, agreement.Code, agreement.Message)
            : null);

    public ImmutableArray<ExclusionDefinition> Exclusions() => Build(entry.Exclusions, "exclusions", (exclusion, at) =>
        Reference(exclusion.Within, $"{at}.within") is { } within
            ? new ExclusionDefinition(
                within,
                [.. exclusion.Same.Select(name => resolve(name, $"{at}.same")).OfType<FieldDefinition>()],
                exclusion.Primary is null ? null : Reference(exclusion.Primary, $"{at}.primary"),
                exclusion.Code,
                exclusion.Message)
            : null);

    public ImmutableArray<PermissionDefinition> Permissions() => Build(entry.Permissions, "permissions", (permission, at) =>
        resolve(permission.Field, $"{at}.field") is { } field && Reference(permission.By, $"{at}.by") is { } by
            ? new PermissionDefinition(field, by, permission.Code, permission.Message)
            : null);

    public ImmutableArray<FormatDefinition> Formats() => Build(entry.Formats, "formats", (format, at) =>
    {
        if (resolve(format.Field, $"{at}.field") is not { } field || Reference(format.Class, $"{at}.class") is not { } type)
            return null;
        if (field.Kind is not (FieldKind.String or FieldKind.Text))
            problem($"{at}.field", $"'{format.Field}' is not a text");
        return new FormatDefinition(
            field, type, [.. format.Scopes.Select(scope => Scope(scope, $"{at}.scopes.{scope.Scope}"))], format.Code, format.Message);
    });

    private static ImmutableArray<TDefinition> Build<TEntry, TDefinition>(
        TEntry[]? entries, string name, Func<TEntry, string, TDefinition?> build)
        where TDefinition : class =>
        [.. (entries ?? []).Select((entry, index) => build(entry, $"{name}[{index}]")).OfType<TDefinition>()];

    private FieldDefinition? Reference(string name, string at)
    {
        var field = resolve(name, at);
        if (field is { Kind: not FieldKind.Reference })
            problem(at, $"'{name}' is not a reference");
        return field;
    }

    private ScopeFormat Scope(CatalogueFile.ScopeEntry scope, string at)
    {
        var (code, message, expected) = (scope.Code ?? "", scope.Message ?? "", scope.Expected ?? "");
        if (scope.Pattern is null)
            return new ScopeFormat(scope.Scope, null, code, message, expected);
        if (code.Length == 0 || message.Length == 0 || expected.Length == 0)
            problem(at, "a pattern needs code, message and expected");
        try
        {
            // Clients write the texts, so matching must take no more than linear time.
            var pattern = new Regex(
                $@"\A(?:{scope.Pattern})\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture);
            return new ScopeFormat(scope.Scope, pattern, code, message, expected);
        }
        catch (Exception wrong) when (wrong is ArgumentException or NotSupportedException)
        {
            problem($"{at}.pattern", wrong.Message);
            return new ScopeFormat(scope.Scope, null, code, message, expected);
        }
    }
}
