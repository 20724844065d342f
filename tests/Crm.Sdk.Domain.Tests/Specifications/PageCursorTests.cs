using System.Buffers.Text;
using System.Text;
using Crm.Sdk.Customers;
using Crm.Sdk.Specifications;
using FsCheck.Xunit;
using NodaTime;

namespace Crm.Sdk.Domain.Tests.Specifications;

public sealed class PageCursorTests
{
    private static readonly Specification<Customer> ByOwner =
        Specification<Customer>.Of(q => q.OrderBy(c => c.Owner).ThenByDescending(c => c.RegisteredAt).ThenBy(c => c.Parent).ThenBy(c => c.Attributes["x"]).Take(2));

    [Fact]
    public void A_cursor_comes_back_from_its_text()
    {
        foreach (string? owner in (string?[])[null, "", "a\0b", "\U0001F600\uFFFF", "\"quoted\" \\ <tag> \n", new string('x', 10_000)])
        {
            PageCursor cursor = After(owner);

            var back = PageCursor.Parse(cursor.ToString());

            back.Values.Should().Equal(cursor.Values);
            back.Id.Should().Be(cursor.Id);
            back.ToString().Should().Be(cursor.ToString());
            ByOwner.From(back).ToQuery().After.Should().BeSameAs(back);
        }
    }

    [Fact]
    public void The_text_can_stand_in_an_address() => After("\u00E4 + / = ?").ToString().Should().MatchRegex("^[A-Za-z0-9_-]+$");

    [Theory]
    [InlineData("")]
    [InlineData("%%%")]
    [InlineData("bnVsbA")]
    [InlineData("W10")]
    [InlineData("WzEsMl0")]
    [InlineData("e30")]
    [InlineData("gICA")]
    public void Hostile_texts_are_refused_with_one_exception(string text) => Refused(text);

    [Theory]
    [InlineData("[null,null]")]
    [InlineData("""["customer:","nobody"]""")]
    [InlineData("""["customer:","00000000-0000-0000-0000-000000000001",{}]""")]
    [InlineData("""["customer:","00000000-0000-0000-0000-000000000001",[]]""")]
    [InlineData("""["customer:","00000000-0000-0000-0000-000000000001",[1]]""")]
    [InlineData("""["customer:","00000000-0000-0000-0000-000000000001",1e999]""")]
    [InlineData("""["customer:","00000000-0000-0000-0000-000000000001",1.5]""")]
    [InlineData("""["customer:","00000000-0000-0000-0000-000000000001"]]""")]
    public void Hostile_JSON_is_refused_with_one_exception(string json) => Refused(Text(json));

    [Property]
    public bool Any_text_is_a_cursor_or_refused(string text) => IsReadOrRefused(text ?? "") && IsReadOrRefused(Text(text ?? ""));

    [Property]
    public bool A_changed_cursor_is_a_cursor_or_refused_and_never_reaches_a_store_unfit(int place, char letter)
    {
        char[] text = After("a").ToString().ToCharArray();
        text[Math.Abs(place % text.Length)] = letter;
        try
        {
            ByOwner.From(PageCursor.Parse(new string(text))).ToQuery();
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            return true;
        }

        return true;
    }

    [Theory]
    [InlineData("")]
    [InlineData("""    ,"a",5""")]
    [InlineData("""    ,"a",5,null,null,null""")]
    [InlineData("""    ,5,5,null,null""")]
    [InlineData("""    ,"a","5",null,null""")]
    [InlineData("""    ,"a",true,null,null""")]
    [InlineData("""    ,"a",5,"x",null""")]
    [InlineData("""    ,"a",5,null,["00000000-0000-0000-0000-000000000001"]""")]
    public void Values_that_do_not_fit_the_order_are_refused(string values)
    {
        PageCursor forged = PageCursor.Parse(Text($"""["{Order()}","00000000-0000-0000-0000-000000000001"{values}]"""));

        ByOwner.From(forged).Invoking(s => s.ToQuery()).Should().Throw<ArgumentException>().WithMessage("The cursor was changed*");
    }

    [Fact]
    public void A_cursor_of_another_order_is_refused_and_both_orders_are_named() =>
        Specification<Customer>.Of(q => q.OrderBy(c => c.Name)).From(After("a")).Invoking(s => s.ToQuery())
            .Should().Throw<ArgumentException>().WithMessage("*'customer:owner,registered_at descending,parent_id,x'*'customer:name'*");

    private static string Order() => "customer:owner,registered_at descending,parent_id,x";

    private static PageCursor After(string? owner)
    {
        var customer = Customer.Register(new CustomerId(new Guid(1, 2, 3, [4, 5, 6, 7, 8, 9, 10, 11])), "x", CustomerKind.Person, Instant.FromUnixTimeTicks(-70));
        customer.AssignTo(owner, Instant.MinValue);
        customer.PlaceUnder(new CustomerId(new Guid(5, 0, 0, new byte[8])), Instant.MinValue);
        return ByOwner.ToQuery().CursorAfter(Customer.Concept.ToRow(customer));
    }

    private static string Text(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));

    private static void Refused(string text) => FluentActions.Invoking(() => PageCursor.Parse(text)).Should().Throw<FormatException>().WithMessage("This is no cursor of a page*");

    private static bool IsReadOrRefused(string text)
    {
        try
        {
            PageCursor.Parse(text);
        }
        catch (FormatException)
        {
            return true;
        }

        return true;
    }
}
