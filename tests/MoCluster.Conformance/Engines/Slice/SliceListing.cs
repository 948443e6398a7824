using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace MoCluster.Conformance.Engines.Slice;

/// <summary>Writes the public members of a type, one a line, in words that are equal for equal signatures.</summary>
internal static class SliceListing
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>The listing that is checked in.</summary>
    public static IReadOnlyList<string> CheckedIn()
    {
        using var stream = typeof(SliceListing).Assembly.GetManifestResourceStream("slice.txt")!;
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
    }

    /// <summary>Where the listing is checked in.</summary>
    public static string Path([CallerFilePath] string here = "") =>
        System.IO.Path.GetFullPath(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(here)!, "../../../../embedded/slice.txt"));

    /// <summary>The lines of a type.</summary>
    public static IEnumerable<string> Of(Type type)
    {
        var name = Name(type);
        yield return $"{name} : {Kind(type)}";
        foreach (var ancestor in Ancestors(type).Order(StringComparer.Ordinal))
            yield return $"{name} is {ancestor}";
        if (type.GetCustomAttribute<AttributeUsageAttribute>(inherit: false) is { } usage)
            yield return $"{name} on {usage.ValidOn}, multiple {usage.AllowMultiple}, inherited {usage.Inherited}";

        var members = type.IsEnum
            ? Enum.GetNames(type).Select(value => $"{value} = {Convert.ToInt64(Enum.Parse(type, value), CultureInfo.InvariantCulture)}")
            : type.GetMembers(Declared).Select(Member).OfType<string>();
        foreach (var member in members.Order(StringComparer.Ordinal))
            yield return $"{name} . {member}";
    }

    private static string Kind(Type type) =>
        type.IsInterface ? "interface" : type.IsEnum ? $"enum {Name(Enum.GetUnderlyingType(type))}" : type.IsValueType ? "struct"
        : type.IsAbstract && type.IsSealed ? "static class" : type.IsAbstract ? "abstract class" : type.IsSealed ? "sealed class" : "class";

    private static IEnumerable<string> Ancestors(Type type)
    {
        for (var ancestor = type.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
            yield return Name(ancestor);
        foreach (var implemented in type.GetInterfaces())
            yield return Name(implemented);
    }

    private static string? Member(MemberInfo member) => member switch
    {
        ConstructorInfo { IsStatic: false } constructor when Access(constructor) is { } access =>
            $"{access} constructor({Parameters(constructor)})",
        MethodInfo method when Access(method) is { } access && IsOrdinary(method) =>
            $"{access} {Modifiers(method)}{Name(method.ReturnType)} {method.Name}{TypeParameters(method)}({Parameters(method)})",
        PropertyInfo property when property.GetAccessors(true).Any(accessor => Access(accessor) is not null) =>
            $"property {Name(property.PropertyType)} {property.Name} {Accessor(property.GetMethod)} {Accessor(property.SetMethod)}",
        FieldInfo { IsPublic: true } field => $"field {Name(field.FieldType)} {field.Name}",
        _ => null,
    };

    private static bool IsOrdinary(MethodInfo method) =>
        (!method.IsSpecialName || method.Name.StartsWith("op_", StringComparison.Ordinal))
        && !method.IsDefined(typeof(CompilerGeneratedAttribute));

    private static string? Access(MethodBase method) =>
        method.IsPublic ? "public" : method.IsFamily ? "protected" : method.IsFamilyOrAssembly ? "protected internal" : null;

    private static string Accessor(MethodInfo? accessor)
    {
        if (accessor is null || Access(accessor) is not { } access)
            return "-";

        // By name: an assembly may bring its own type for the mark.
        var init = accessor.ReturnParameter.GetRequiredCustomModifiers().Any(mark => mark.Name == nameof(IsExternalInit));
        return $"{access} {Modifiers(accessor)}{(init ? "init" : "")}".TrimEnd();
    }

    // That a type seals what another leaves open, or implements by interface, is nothing that its users see.
    private static string Modifiers(MethodInfo method) =>
        method.IsStatic ? "static "
        : method.GetBaseDefinition() != method ? "override "
        : method.IsAbstract ? "abstract "
        : method is { IsVirtual: true, IsFinal: false } && !method.DeclaringType!.IsSealed ? "virtual " : "";

    private static string TypeParameters(MethodInfo method) =>
        method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Constraint))}>" : "";

    private static string Constraint(Type parameter) =>
        string.Join(" & ", parameter.GetGenericParameterConstraints().Select(Name).Prepend(parameter.Name));

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter =>
        $"{Name(parameter.ParameterType)} {parameter.Name}{Default(parameter)}"));

    private static string Default(ParameterInfo parameter) =>
        parameter.HasDefaultValue ? $" = {parameter.RawDefaultValue ?? "null"}" : "";

    private static string Name(Type type)
    {
        if (type.IsGenericParameter)
            return type.Name;
        if (type.IsByRef || type.IsArray)
            return Name(type.GetElementType()!) + (type.IsByRef ? "&" : "[]");
        if (!type.IsGenericType)
            return type.FullName!;

        var open = type.GetGenericTypeDefinition().FullName!;
        return $"{open[..open.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>";
    }
}
