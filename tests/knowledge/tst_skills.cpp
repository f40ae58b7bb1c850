#include "core/base/file.h"
#include "core/base/temporaryfolder.h"
#include "core/knowledge/retrieval.h"
#include "core/knowledge/skillbandit.h"
#include "core/knowledge/taskfamily.h"
#include "core/synthesis/rules/registry.h"

#include <QtTest>

#include <cmath>
#include <map>
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
    void retiredSkillsAndOtherLanguagesStayAway();
    void tasksOfOneFamilyShareLetters_data();
    void tasksOfOneFamilyShareLetters();
    void evidenceCountsByHowNearItIs();
    void aTransformationsTrialsTeachWhatWasLearnedOfIt();
    void drawsDependOnSeedAndNameAlone();
    void trialsNarrowTheDraws();
    void everySkillThatMayBeBestIsChosenAtTimes();
    void ownSkillsAreAddedAndBrokenOnesNamed();
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

void TestSkills::retiredSkillsAndOtherLanguagesStayAway()
{
    const char* const kText = "---\nname: a\ntitle: A\nplatforms: cpu\nlanguages: opencl\nbounds: memory\nprior: 1.5\n"
                              "version: 3\nstatus: %s\n---\nDo it.\n";
    for (const bool retired : {false, true}) {
        TemporaryFolder folder;
        const QString text = QString::asprintf(kText, retired ? "retired" : "active");
        QVERIFY(writeFileAtomic(folder.path() / "a.md", text.toStdString()));
        const auto library = SkillLibrary::load(folder.path());
        QVERIFY2(library, library ? "" : library.error().sentence().c_str());
        QCOMPARE(library->skills().front().version, 3);
        SkillQuery query;
        query.language = "opencl";
        QCOMPARE(retrieve(*library, {}, query, 5).size(), std::size_t{retired ? 0U : 1U});
        query.language = "cpp";
        QVERIFY(retrieve(*library, {}, query, 5).empty());
    }
}

void TestSkills::tasksOfOneFamilyShareLetters_data()
{
    QTest::addColumn<QString>("task");
    QTest::addColumn<QString>("other");
    QTest::addColumn<bool>("alike");
    QTest::newRow("same") << "cumsum" << "cumsum" << true;
    QTest::newRow("same and short") << "add" << "add" << true;
    QTest::newRow("norms") << "rmsnorm" << "layernorm" << true;
    QTest::newRow("backward") << "rmsnorm_backward" << "rmsnorm" << true;
    QTest::newRow("convolutions") << "conv1d" << "depthwise_conv" << true;
    QTest::newRow("strangers") << "matmul" << "softmax" << false;
    QTest::newRow("digits are no letters") << "a_1234" << "b_1234" << false;
    QTest::newRow("no name") << "" << "" << false;
}

void TestSkills::tasksOfOneFamilyShareLetters()
{
    QFETCH(QString, task);
    QFETCH(QString, other);
    QFETCH(bool, alike);
    QCOMPARE(ofOneFamily(task.toStdString(), other.toStdString()), alike);
    QCOMPARE(ofOneFamily(other.toStdString(), task.toStdString()), alike);
}

void TestSkills::evidenceCountsByHowNearItIs()
{
    const auto gainAfter = [](const std::string& task, Bound bound) {
        const std::vector<SkillRecord> evidence{{"a", task, bound, 6, 6, 6 * 0.4}};
        return SkillBandit(evidence, {"rmsnorm", Bound::Memory}).belief(skill("a", 1.0)).expectedGain();
    };
    const double same = gainAfter("rmsnorm", Bound::Memory);
    const double family = gainAfter("layernorm", Bound::Memory);
    const double stranger = gainAfter("matmul", Bound::Memory);
    const double elsewhere = gainAfter("matmul", Bound::Compute);
    QVERIFY(same > family && family > stranger && stranger > elsewhere && elsewhere > 1);
    // (0 · 3 + 6 · 0.4) / (3 + 6)
    QVERIFY(std::abs(std::log(same) - 2.4 / 9) < 1e-12);
}

void TestSkills::aTransformationsTrialsTeachWhatWasLearnedOfIt()
{
    Skill learned = skill("learned-tile-1", 1.5);
    learned.transformation = "tile";
    const std::vector<SkillRecord> evidence{{"tile", "t", Bound::Unknown, 20, 20, 0.0}};
    const GainBelief belief = SkillBandit(evidence, {"t", Bound::Unknown}).belief(learned);
    QCOMPARE(belief.tried, 20);
    QVERIFY(belief.expectedGain() < 1.1);
}

void TestSkills::drawsDependOnSeedAndNameAlone()
{
    const SkillLibrary all = libraryOf({skill("a", 1.2), skill("b", 1.2), skill("c", 1.2)});
    const SkillLibrary fewer = libraryOf({skill("c", 1.2), skill("a", 1.2)});
    SkillQuery query;
    std::set<std::string> firsts;
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        query.seed = seed;
        const auto found = retrieve(all, {}, query, 5);
        QCOMPARE(retrieve(all, {}, query, 5).front().skill.name, found.front().skill.name);
        QVERIFY(found[0].drawnGain >= found[1].drawnGain && found[1].drawnGain >= found[2].drawnGain);
        firsts.insert(found.front().skill.name);
        for (const RetrievedSkill& one : retrieve(fewer, {}, query, 5)) {
            const auto same = std::find_if(found.begin(), found.end(),
                                           [&](const RetrievedSkill& r) { return r.skill.name == one.skill.name; });
            QCOMPARE(one.drawnGain, same->drawnGain);
        }
    }
    QCOMPARE(firsts.size(), std::size_t{3});
    query.seed.reset();
    QCOMPARE(retrieve(all, {}, query, 5).front().drawnGain, retrieve(all, {}, query, 5).front().expectedGain);
}

void TestSkills::trialsNarrowTheDraws()
{
    const std::vector<SkillRecord> none;
    const std::vector<SkillRecord> many{{"a", "t", Bound::Unknown, 97, 97, 0.0}};
    const GainBelief before = SkillBandit(none, {"t", Bound::Unknown}).belief(skill("a", 1.0));
    const GainBelief after = SkillBandit(many, {"t", Bound::Unknown}).belief(skill("a", 1.0));
    QCOMPARE(before.deviation, kTrialSpread / std::sqrt(kPriorTrials));
    QCOMPARE(after.deviation, kTrialSpread / 10);
    double widest = 0;
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
        widest = std::max(widest, std::abs(std::log(after.drawnGain(seed, "a"))));
    }
    QVERIFY(widest > 0 && widest < 5 * after.deviation);
}

void TestSkills::everySkillThatMayBeBestIsChosenAtTimes()
{
    // "poor" was tried often and gained nothing, "hardly" was tried once and failed: it may still be the best.
    const std::vector<SkillRecord> evidence{{"poor", "t", Bound::Unknown, 200, 200, -10.0},
                                            {"hardly", "t", Bound::Unknown, 1, 0, 0.0},
                                            {"good", "t", Bound::Unknown, 10, 10, 1.5}};
    const SkillLibrary library = libraryOf({skill("poor", 1.1), skill("hardly", 1.1), skill("good", 1.1)});
    std::map<std::string, int> chosen;
    SkillQuery query{"cpu", Bound::Unknown, {}, "t"};
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
        query.seed = seed;
        chosen[retrieve(library, evidence, query, 1).front().skill.name] += 1;
    }
    QVERIFY(chosen["good"] > 150);
    QVERIFY(chosen["hardly"] > 10);
    QVERIFY(chosen["poor"] < 5);
}

void TestSkills::ownSkillsAreAddedAndBrokenOnesNamed()
{
    SkillLibrary library = libraryOf({skill("a", 1.2), skill("m", 1.2)});
    TemporaryFolder own;
    const auto write = [&](const std::string& place, const std::string& name) {
        std::filesystem::create_directories((own.path() / place).parent_path());
        return static_cast<bool>(writeFileAtomic(own.path() / place, "---\nname: " + name +
                                                                         "\ntitle: T\nplatforms: cpu\nbounds: memory\n"
                                                                         "prior: 1\n---\nprose\n"));
    };
    QVERIFY(write("d.md", "d") && write("learned/k.md", "k") && write("moved.md", "before") && write("m.md", "m"));
    QVERIFY(writeFileAtomic(own.path() / "broken.md", "no front matter"));
    library.addOwn(own.path());
    library.addOwn(own.path() / "nowhere");
    std::string names;
    for (const Skill& one : library.skills()) {
        names += one.name + " ";
    }
    QCOMPARE(names, std::string("a d k m "));
    QCOMPARE(library.problems().size(), std::size_t{3});
    QVERIFY(library.problems()[0].what.starts_with("broken.md"));
}

QTEST_GUILESS_MAIN(TestSkills)
#include "tst_skills.moc"
