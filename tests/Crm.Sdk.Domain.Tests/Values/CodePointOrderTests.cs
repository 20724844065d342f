using System.Text;
using Crm.Sdk.Values;
using FsCheck.Xunit;

namespace Crm.Sdk.Domain.Tests.Values;

public sealed class CodePointOrderTests
{
    private static readonly string[] Letters = ["", "a", "b", "\0", "\u00DF", "\uD7FF", "\uE000", "\uFFFF", "\U00010000", "\U0001F600", "\U0010FFFF"];

    [Property(MaxTest = 500)]
    public bool The_order_is_that_of_UTF8_bytes(byte[] one, byte[] two)
    {
        (string a, string b) = (Text(one), Text(two));
        int bytes = Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b));

        return Math.Sign(CodePointOrder.Instance.Compare(a, b)) == Math.Sign(bytes);
    }

    [Fact]
    public void Null_comes_first() =>
        new[] { "", null, "a" }.Order(CodePointOrder.Instance).Should().Equal(null, "", "a");

    private static string Text(byte[] letters) => string.Concat(letters.Take(6).Select(l => Letters[l % Letters.Length]));
}
