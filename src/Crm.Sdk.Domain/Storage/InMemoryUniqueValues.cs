using Crm.Sdk.Aggregates;
using Crm.Sdk.Values;

namespace Crm.Sdk.Storage;

/// <summary>Who has which value of the columns that tell aggregates apart.</summary>
internal sealed class InMemoryUniqueValues
{
    private readonly Dictionary<(TenantId Tenant, string Concept, string Column, object Value), Guid> _owners = [];

    /// <summary>Holds a commit against the values that are taken. Those whom it changes itself are asked for their new values.</summary>
    /// <exception cref="CrmDuplicateException">A value is taken.</exception>
    public void Check(Commit commit)
    {
        HashSet<(string, Guid)>? changed = null;
        var claimed = new HashSet<(string, string, object)>();
        foreach (AggregateChange change in commit.Changes)
        {
            foreach ((RowColumn column, object value) in Of(change.Row))
            {
                changed ??= [.. commit.Changes.Select(c => (c.Concept.Name, c.Row.Id))];
                bool taken = _owners.TryGetValue((commit.Tenant, change.Concept.Name, column.Name, value), out Guid owner) && !changed.Contains((change.Concept.Name, owner));
                if (taken || !claimed.Add((change.Concept.Name, column.Name, value)))
                {
                    throw new CrmDuplicateException(change.Concept.Name, change.Row.Id, column.Name, value.ToString()!);
                }
            }
        }
    }

    /// <summary>Frees what a row has.</summary>
    public void Free(TenantId tenant, Row row)
    {
        foreach ((RowColumn column, object value) in Of(row))
        {
            _owners.Remove((tenant, row.Schema.Name, column.Name, value));
        }
    }

    /// <summary>Takes what a row has.</summary>
    public void Take(TenantId tenant, Row row)
    {
        foreach ((RowColumn column, object value) in Of(row))
        {
            _owners[(tenant, row.Schema.Name, column.Name, value)] = row.Id;
        }
    }

    private static IEnumerable<(RowColumn Column, object Value)> Of(Row row)
    {
        for (int i = 0; i < row.Values.Count && !row.IsArchived; i++)
        {
            if (row.Schema.Columns[i].IsUnique && row.Values[i] is { } value)
            {
                yield return (row.Schema.Columns[i], value);
            }
        }
    }
}
