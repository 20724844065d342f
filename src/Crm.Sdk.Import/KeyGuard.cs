using Crm.Sdk.Facts;

namespace Crm.Sdk.Import;

/// <summary>Knows the whole-number keys of the accepted rows.</summary>
/// <remarks>
/// While keys ascend, the last one tells. When they first do not, the keys of the rows so far are taken from their columns, which
/// are kept until then.
/// </remarks>
internal sealed class KeyGuard(FactBatchBuilder builder, int ordinal)
{
    private readonly List<NumberColumn> _columns = [];
    private HashSet<long>? _keys;
    private long _last;
    private bool _any;

    /// <summary>Whether an accepted row has the key.</summary>
    public bool Contains(long key) => _any && (_keys is null ? key <= _last && Set().Contains(key) : _keys.Contains(key));

    /// <summary>Adds the key of an accepted row; call it before the row ends.</summary>
    public void Add(long key)
    {
        if (_keys is null && (!_any || key > _last))
        {
            _last = key;
            _any = true;
            return;
        }

        Set().Add(key);
    }

    /// <summary>Takes note of a batch that leaves the builder.</summary>
    public void Left(FactBatch batch)
    {
        if (_keys is null)
        {
            _columns.Add((NumberColumn)batch.Columns[ordinal]);
        }
    }

    private HashSet<long> Set()
    {
        if (_keys is null)
        {
            _keys = [];
            foreach (NumberColumn column in _columns)
            {
                AddAll(column.Values);
            }

            AddAll(builder.Numbers(ordinal));
            _columns.Clear();
        }

        return _keys;
    }

    private void AddAll(ReadOnlySpan<long> keys)
    {
        foreach (long key in keys)
        {
            _keys!.Add(key);
        }
    }
}
