namespace Crm.Sdk.Evaluation.Tests.Kinds;

public class KindPageTests
{
    private const int Fewest = 8;

    public static TheoryData<string, string> Cases
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (KindCase one in KindPage.All().SelectMany(p => p.Cases))
            {
                data.Add(one.Page, one.Name);
            }

            return data;
        }
    }

    public static TheoryData<string> Pages => new(KindPage.All().Select(p => p.Name));

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_case_of_a_page_is_what_both_executors_answer(string page, string name)
    {
        KindCase one = KindPage.All().Single(p => p.Name == page).Cases.Single(c => c.Name == name);
        one.Answer().Should().Be(one.Value, "{0}", one.Asked);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_page_has_enough_cases_and_each_its_own_name(string page)
    {
        var cases = KindPage.All().Single(p => p.Name == page).Cases;
        cases.Should().HaveCountGreaterThanOrEqualTo(Fewest);
        cases.Should().OnlyHaveUniqueItems(c => c.Name);
    }
}
