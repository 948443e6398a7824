namespace MoCluster.Modules;

/// <summary>
/// The names of the objects' types for triggers, as OS2mo's triggers use them. A registration also accepts the routing keys where they differ:
/// <c>person</c> for <see cref="Employee"/> and <c>ituser</c> for <see cref="ItUser"/>.
/// </summary>
public static class RoleType
{
    /// <summary>Addresses.</summary>
    public const string Address = "address";

    /// <summary>Associations, IT associations included.</summary>
    public const string Association = "association";

    /// <summary>Classes.</summary>
    public const string Class = "class";

    /// <summary>Persons.</summary>
    public const string Employee = "employee";

    /// <summary>Engagements.</summary>
    public const string Engagement = "engagement";

    /// <summary>Facets.</summary>
    public const string Facet = "facet";

    /// <summary>IT users.</summary>
    public const string ItUser = "it";

    /// <summary>IT systems.</summary>
    public const string ItSystem = "itsystem";

    /// <summary>KLE annotations.</summary>
    public const string Kle = "kle";

    /// <summary>Leaves.</summary>
    public const string Leave = "leave";

    /// <summary>Managers.</summary>
    public const string Manager = "manager";

    /// <summary>Org units.</summary>
    public const string OrgUnit = "org_unit";

    /// <summary>Owners.</summary>
    public const string Owner = "owner";

    /// <summary>Related units.</summary>
    public const string RelatedUnit = "related_unit";

    /// <summary>Role bindings.</summary>
    public const string RoleBinding = "rolebinding";
}
