#include "core/base/file.h"
#include "core/base/temporaryfolder.h"
#include "core/knowledge/retrieval.h"
#include "core/synthesis/rules/registry.h"

#include <QtTest>

#include <set>

using namespace espalier;

namespace {

const char* const kGood = "---\nname: a\ntitle: A\nplatforms: cpu, cuda\nbounds: memory\nprior: 1.5\n---\nDo it.\n";

Skill skill(const std::string& name, double prior, std::vector<Bound> bounds = {},
            std::vector<std::string> patterns = {})
{
    return {name, name, {"cpu"}, std::move(bounds), std::move(patterns), name, prior, "prose"};
}

/// A library of the given skills, by way of the files it is made of.
SkillLibrary libraryOf(const std::vector<Skill>& skills)
{
    TemporaryFolder folder;
    for (const Skill& one : skills) {
        std::string text = "---\nname: " + one.name + "\ntitle: T\nplatforms: cpu\nbounds: ";
        text += one.bounds.empty() ? "unknown" : std::string(toText(one.bounds[0]));
        text += one.patterns.empty() ? "" : "\npatterns: " + one.patterns[0];
        text += "\nprior: " + std::to_string(one.prior) + "\n---\nprose\n";
        if (!writeFileAtomic(folder.path() / (one.name + ".md"), text)) {
            return {};
        }
    }
    auto library = SkillLibrary::load(folder.path());
    return library ? *library : SkillLibrary{};
}

} // namespace

class TestSkills : public QObject
{
    Q_OBJECT

private slots:
    void aSkillFileIsRead();
    void aBrokenFileIsNamedWithItsLine_data();
    void aBrokenFileIsNamedWithItsLine();
    void theShippedSkillsAreReadable();
    void betterPriorsComeFirst();
    void evidenceOutweighsThePrior();
    void failuresLowerTheExpectation();
    void skillsThatNeedAnotherPatternStayAway();
};

void TestSkills::aSkillFileIsRead()
{
    const auto read = parseSkill(kGood, "a.md");
    QVERIFY(read);
    QCOMPARE(read->name, std::string("a"));
    QCOMPARE(read->platforms.size(), std::size_t{2});
    QCOMPARE(read->bounds.front(), Bound::Memory);
    QCOMPARE(read->prior, 1.5);
    QCOMPARE(read->prose, std::string("Do it.\n"));
}

void TestSkills::aBrokenFileIsNamedWithItsLine_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("where");
    QTest::newRow("no front matter") << "name: a\n" << "a.md, line 1";
    QTest::newRow("unknown key") << "---\nname: a\ncolour: red\n---\nx" << "a.md, line 3";
    QTest::newRow("key twice") << "---\nname: a\nname: b\n---\nx" << "a.md, line 3";
    QTest::newRow("no colon") << "---\nname a\n---\nx" << "a.md, line 2";
    QTest::newRow("bad bound") << "---\nname: a\nbounds: gravity\n---\nx" << "a.md, line 3";
    QTest::newRow("bad prior") << "---\nprior: 1.5x\n---\nx" << "a.md, line 2";
    QTest::newRow("huge prior") << "---\nprior: 1e300\n---\nx" << "a.md, line 2";
    QTest::newRow("not closed") << "---\nname: a\n" << "a.md, line 2";
    QTest::newRow("no prose") << "---\nname: a\ntitle: A\nplatforms: cpu\nbounds: memory\nprior: 1\n---\n \n"
                              << "a.md, line 7";
}

void TestSkills::aBrokenFileIsNamedWithItsLine()
{
    QFETCH(QString, text);
    QFETCH(QString, where);
    const auto read = parseSkill(text.toStdString(), "a.md");
    QVERIFY(!read);
    QCOMPARE(QString::fromStdString(read.error().what), where);
    QVERIFY(!read.error().why.empty());
}

void TestSkills::theShippedSkillsAreReadable()
{
    const auto library = SkillLibrary::load(std::string(ESPALIER_SOURCE_DIR) + "/kb/skills");
    QVERIFY2(library, library ? "" : library.error().sentence().c_str());
    QVERIFY(library->skills().size() >= 18);
    const std::set<std::string> beside{"", "tune", "compiler-flags", "crossover"};
    for (const Skill& one : library->skills()) {
        const bool known =
            beside.contains(one.transformation) || rules::transformationNamed(one.transformation) != nullptr;
        QVERIFY2(known, one.name.c_str());
    }
    for (const auto& transformation : rules::transformations()) {
        QVERIFY2(library->find(transformation->name()) != nullptr, transformation->name().c_str());
    }
}

void TestSkills::betterPriorsComeFirst()
{
    const auto found = retrieve(libraryOf({skill("a", 1.2), skill("b", 3), skill("c", 1.5)}), {}, {}, 2);
    QCOMPARE(found.size(), std::size_t{2});
    QCOMPARE(found[0].skill.name, std::string("b"));
    QCOMPARE(found[1].skill.name, std::string("c"));
}

void TestSkills::evidenceOutweighsThePrior()
{
    const SkillRecord poor{"b", "t", Bound::Unknown, 20, 20, 0.0};
    const auto found =
        retrieve(libraryOf({skill("a", 1.5), skill("b", 2)}), {poor}, {"cpu", Bound::Unknown, {}, "t"}, 5);
    QCOMPARE(found[0].skill.name, std::string("a"));
    QVERIFY(found[1].expectedGain < 1.15);
    QCOMPARE(found[1].tried, 20);
}

void TestSkills::failuresLowerTheExpectation()
{
    const SkillRecord failed{"a", "t", Bound::Unknown, 10, 0, 0.0};
    const auto found = retrieve(libraryOf({skill("a", 1.0)}), {failed}, {"cpu", Bound::Unknown, {}, "t"}, 5);
    QVERIFY(found[0].expectedGain < 1.0);
}

void TestSkills::skillsThatNeedAnotherPatternStayAway()
{
    const SkillLibrary library = libraryOf({skill("a", 2, {}, {"scan"}), skill("b", 1)});
    QCOMPARE(retrieve(library, {}, {}, 5).size(), std::size_t{1});
    QCOMPARE(retrieve(library, {}, {"cpu", Bound::Unknown, {"scan"}, ""}, 5).size(), std::size_t{2});
    QVERIFY(retrieve(library, {}, {"cuda", Bound::Unknown, {}, ""}, 5).empty());
}

QTEST_GUILESS_MAIN(TestSkills)
#include "tst_skills.moc"
