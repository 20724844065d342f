namespace Crm.Sdk.Storage;

/// <summary>What lies beneath a store did not do what it was asked: nothing was written.</summary>
public class CrmStorageException : Exception
{
    /// <summary>Creates an exception.</summary>
    /// <param name="message">What happened and what to do.</param>
    /// <param name="isTransient">Whether the same call may work a moment later.</param>
    /// <param name="inner">The cause; null for none.</param>
    public CrmStorageException(string message, bool isTransient = false, Exception? inner = null)
        : base(message, inner) => IsTransient = isTransient;

    /// <summary>Whether the same call may work a moment later.</summary>
    public bool IsTransient { get; }
}

/// <summary>Somebody else has changed an aggregate since it was loaded. Load it again and decide anew.</summary>
public sealed class CrmConcurrencyException : CrmStorageException
{
    /// <summary>Creates an exception.</summary>
    public CrmConcurrencyException(string concept, Guid id, long expected, long? actual)
        : base(actual is null
            ? $"The {concept} {id:D} is not there any more, or never was; it was expected at version {expected}."
            : $"The {concept} {id:D} is at version {actual}, not at {expected}: somebody else has changed it. Load it again and decide anew.")
    {
        Concept = concept;
        Id = id;
        Expected = expected;
        Actual = actual;
    }

    /// <summary>The kind of aggregate.</summary>
    public string Concept { get; }

    /// <summary>The aggregate.</summary>
    public Guid Id { get; }

    /// <summary>The version that it was loaded with; 0 when it was to be new.</summary>
    public long Expected { get; }

    /// <summary>The version that the store has; null when it has none.</summary>
    public long? Actual { get; }
}

/// <summary>
/// The facts of a store are made for another currency or other attributes than those of this program: it was refused at its opening, or
/// somebody else has changed them since. Open it with the schema that the store has, or say that its facts may be replaced.
/// </summary>
public sealed class CrmSchemaException : CrmStorageException
{
    /// <summary>Creates an exception.</summary>
    /// <param name="message">How they differ and what to do.</param>
    public CrmSchemaException(string message)
        : base(message)
    {
    }
}

/// <summary>A reference leads to nothing that the tenant has.</summary>
public sealed class CrmReferenceException : CrmStorageException
{
    /// <summary>Creates an exception.</summary>
    public CrmReferenceException(string concept, Guid id, string column, string target, Guid reference)
        : base($"The {concept} {id:D} refers to the {target} {reference:D} ({column}), which this tenant does not have. Add it in the same commit or before.")
    {
        Concept = concept;
        Id = id;
        Column = column;
        Target = target;
        Reference = reference;
    }

    /// <summary>The kind of aggregate that refers.</summary>
    public string Concept { get; }

    /// <summary>The aggregate that refers.</summary>
    public Guid Id { get; }

    /// <summary>The column with the reference.</summary>
    public string Column { get; }

    /// <summary>The kind of aggregate that is referred to.</summary>
    public string Target { get; }

    /// <summary>The id that is not there.</summary>
    public Guid Reference { get; }
}

/// <summary>An external id, or a value that tells aggregates of one kind apart such as the name of a segment, belongs to another one.</summary>
public sealed class CrmDuplicateException : CrmStorageException
{
    /// <summary>Creates an exception.</summary>
    public CrmDuplicateException(string concept, Guid id, Values.ExternalId externalId)
        : base($"The {concept} {id:D} cannot be called '{externalId}': another {concept} is. Find that one by its external id and change it instead.")
    {
        Concept = concept;
        Id = id;
        ExternalId = externalId;
        Value = externalId.ToString();
    }

    /// <summary>Creates an exception about a value of a column.</summary>
    public CrmDuplicateException(string concept, Guid id, string column, string value)
        : base($"The {concept} {id:D} cannot have the {column} '{value}': another {concept} has it. Give it another one, or change or archive that one instead.")
    {
        Concept = concept;
        Id = id;
        Column = column;
        Value = value;
    }

    /// <summary>The kind of aggregate.</summary>
    public string Concept { get; }

    /// <summary>The aggregate that was to get the id.</summary>
    public Guid Id { get; }

    /// <summary>The id that is taken; null when it is a value of a column.</summary>
    public Values.ExternalId? ExternalId { get; }

    /// <summary>The column whose value is taken; null when it is an external id.</summary>
    public string? Column { get; }

    /// <summary>What is taken.</summary>
    public string Value { get; }
}
