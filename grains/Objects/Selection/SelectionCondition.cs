using System.Collections.Immutable;
using MoCluster.GrainInterfaces;
using MoCluster.GrainInterfaces.Catalogue;

namespace MoCluster.Grains.Objects.Selection;

/// <summary>
/// Something that an object must meet to be found. Each nested record is a kind of condition, and there are no others. «The segments» are those segments of
/// the object's state that overlap <see cref="ObjectSelection.Interval"/>.
/// </summary>
public abstract record SelectionCondition
{
    private SelectionCondition()
    {
    }

    /// <summary>In one of the segments the field has one of the values. No values: nothing is found.</summary>
    /// <param name="Field">The field.</param>
    /// <param name="Values">The values, as <see cref="States.FieldValue.Canonical"/> writes them.</param>
    public sealed record OneOf(FieldDefinition Field, ImmutableArray<string> Values) : SelectionCondition;

    /// <summary>In none of the segments the field has a value.</summary>
    /// <param name="Field">The field.</param>
    public sealed record Lacks(FieldDefinition Field) : SelectionCondition;

    /// <summary>In one of the segments the field has no value.</summary>
    /// <param name="Field">The field.</param>
    public sealed record Vacant(FieldDefinition Field) : SelectionCondition;

    /// <summary>
    /// In one of the segments a text contains the words of the query in their order, with anything between them, whatever their case. The text is the values
    /// of the fields, joined by blanks. Of a query of digits, blanks and hyphens only the digits count, so that CPR numbers are found however they are
    /// written.
    /// </summary>
    /// <param name="Query">The query. Its words are separated by blanks.</param>
    /// <param name="Fields">The fields whose values make the text.</param>
    /// <param name="Uuid">Whether an object is also found whose uuid, as text, contains the query as it stands.</param>
    public sealed record Contains(string Query, ImmutableArray<FieldDefinition> Fields, bool Uuid) : SelectionCondition;

    /// <summary>In one of the segments the field refers to one of the targets.</summary>
    /// <param name="Field">The field.</param>
    /// <param name="Target">Selects the targets, with its own interval. If it has uuids, they are the targets, whatever else it says (see <see cref="ChecksTargets"/>).</param>
    public sealed record RefersTo(FieldDefinition Field, ObjectSelection Target) : SelectionCondition
    {
        /// <summary>Whether targets that are given by uuid must meet the rest of their selection too. OS2mo checks them only for the parents of units.</summary>
        public bool ChecksTargets { get; init; }
    }

    /// <summary>One of the sources refers to the object at some time within an interval.</summary>
    /// <param name="Field">The field of the sources that refers to the object.</param>
    /// <param name="Source">Selects the sources, with its own interval. They are looked at as of its <see cref="ObjectSelection.KnownAt"/>.</param>
    /// <param name="Within">When the reference must be in effect.</param>
    public sealed record ReferredBy(FieldDefinition Field, ObjectSelection Source, Validity Within) : SelectionCondition;

    /// <summary>
    /// The object is one of those at the top, or below one: following the field from it, in any segments that overlap <see cref="ObjectSelection.Interval"/>,
    /// leads to one.
    /// </summary>
    /// <param name="Parent">The field that refers to the object above, of the same type.</param>
    /// <param name="Top">Selects the objects at the top, with its own interval.</param>
    public sealed record Below(FieldDefinition Parent, ObjectSelection Top) : SelectionCondition;

    /// <summary>The object is one of those at the bottom, or above one: following the field from one leads to it.</summary>
    /// <param name="Parent">The field that refers to the object above, of the same type.</param>
    /// <param name="Bottom">Selects the objects at the bottom, with its own interval.</param>
    public sealed record Above(FieldDefinition Parent, ObjectSelection Bottom) : SelectionCondition;

    /// <summary>The object has a registration by one of the actors that was the current one at some time from start to end.</summary>
    /// <param name="Actors">The actors. Default matches all, an empty list none.</param>
    /// <param name="Start">The first instant; null for any.</param>
    /// <param name="End">The last instant, which counts too; null for any.</param>
    public sealed record Registered(ImmutableArray<Guid> Actors, DateTimeOffset? Start, DateTimeOffset? End) : SelectionCondition;

    /// <summary>The object does not meet a condition.</summary>
    /// <param name="Condition">The condition.</param>
    public sealed record Not(SelectionCondition Condition) : SelectionCondition;

    /// <summary>The object meets one of several conditions. No conditions: nothing is found.</summary>
    /// <param name="Conditions">The conditions.</param>
    public sealed record AnyOf(ImmutableArray<SelectionCondition> Conditions) : SelectionCondition;
}
