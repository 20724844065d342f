namespace Crm.Sdk.Validation;

/// <summary>The outcome of reading or checking something that a person wrote: a value, findings, or both.</summary>
/// <typeparam name="T">What was read.</typeparam>
/// <remarks>A value is present exactly when no finding is an error; warnings may stand beside it.</remarks>
public sealed class Checked<T>
    where T : class
{
    /// <summary>Creates an outcome.</summary>
    /// <param name="value">The value; ignored when a finding is an error.</param>
    /// <param name="findings">What was found, in the order of the input.</param>
    public Checked(T? value, IReadOnlyList<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(findings);
        Findings = findings;
        bool broken = findings.Any(f => f.Severity == FindingSeverity.Error);
        if (!broken && value is null)
        {
            throw new ArgumentException("A value is missing although no finding says why.", nameof(value));
        }

        Value = broken ? null : value;
    }

    /// <summary>What was read, or null when a finding is an error.</summary>
    public T? Value { get; }

    /// <summary>What was found, in the order of the input; empty when all is well.</summary>
    public IReadOnlyList<Finding> Findings { get; }

    /// <summary>Whether there is a value to use.</summary>
    public bool IsValid => Value is not null;

    /// <summary>The value.</summary>
    /// <exception cref="InvalidDefinitionException">A finding is an error; the exception lists them all.</exception>
    public T ThrowIfInvalid() => Value ?? throw new InvalidDefinitionException(Findings);
}

/// <summary>Thrown where a definition, a query or a mapping that is not valid was asked to be used; lists its findings.</summary>
public sealed class InvalidDefinitionException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="findings">What was found; at least one.</param>
    public InvalidDefinitionException(IReadOnlyList<Finding> findings)
        : base(string.Join(Environment.NewLine, findings ?? throw new ArgumentNullException(nameof(findings))))
        => Findings = findings;

    /// <summary>What was found, in the order of the input.</summary>
    public IReadOnlyList<Finding> Findings { get; }
}
