namespace Crm.Sdk.Language.Binding;

/// <summary>Measures bound trees, in which a part may stand several times.</summary>
internal static class TreeSize
{
    /// <summary>Whether the tree has more nodes than <paramref name="limit"/> when every part is counted where it stands.</summary>
    public static bool Exceeds(BoundExpression root, int limit)
    {
        var rest = new Stack<BoundExpression>([root]);
        for (int count = 0; rest.TryPop(out BoundExpression? node);)
        {
            if (++count > limit)
            {
                return true;
            }

            foreach (BoundExpression child in node.Children())
            {
                rest.Push(child);
            }
        }

        return false;
    }
}
