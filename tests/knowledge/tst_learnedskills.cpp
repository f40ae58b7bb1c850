#include "core/base/file.h"
#include "core/base/temporaryfolder.h"
#include "core/distil/distillation.h"
#include "core/distil/learnedfolder.h"
#include "core/distil/learnedskilltext.h"
#include "core/distil/skillretirement.h"
#include "core/knowledge/knowledgecheck.h"
#include "core/knowledge/knowledgefolders.h"

#include <QTest>

#include <cmath>

using namespace espalier;

namespace {

Candidate candidateOf(const std::string& source, std::vector<std::string> options = {"-O2"})
{
    return {"cpp", "g++", std::move(options), source};
}

/// A trial of `skills` on a memory-bound kernel.
SkillTrial trialOf(const std::string& session, NodeNumber node, std::vector<std::string> skills, double gain)
{
    SkillTrial trial;
    trial.session = session;
    trial.node = node;
    trial.task = "rmsnorm";
    trial.platform = "cpu";
    trial.bound = Bound::Memory;
    trial.skills = std::move(skills);
    trial.valid = gain > 0;
    trial.gain = gain > 0 ? Interval{gain, gain * 0.98, gain * 1.02} : Interval{};
    return trial;
}

const std::string kLoop = "for (i = 0; i < n; ++i) {\n    y[i] = x[i];\n}\n";
const std::string kParallel = "#pragma omp parallel for schedule(static)\n" + kLoop;

/// A lesson that gained 40 % by a pragma above a loop.
Lesson lessonOf(const std::string& session, NodeNumber node, const std::string& head = "")
{
    return {trialOf(session, node, {"parallel-outer-loop"}, 1.4),
            "parallel: loop over i",
            candidateOf(head + kLoop),
            candidateOf(head + kParallel),
            {"loop", "division"}};
}

std::vector<SkillTrial> trialsOf(const std::vector<Lesson>& lessons)
{
    std::vector<SkillTrial> trials;
    for (const Lesson& lesson : lessons) {
        trials.push_back(lesson.trial);
    }
    return trials;
}

std::vector<LearnedSkill> tell(std::vector<LearnedSkill> known, const std::vector<Lesson>& lessons)
{
    return distilSession(std::move(known), trialsOf(lessons), lessons, {});
}

/// `count` trials of one session with one gain.
std::vector<SkillTrial> uses(const std::string& session, int count, double gain)
{
    std::vector<SkillTrial> trials;
    for (int i = 0; i < count; ++i) {
        trials.push_back(trialOf(session, static_cast<NodeNumber>(i + 1), {"parallel-outer-loop"}, gain));
    }
    return trials;
}

} // namespace

class TestLearnedSkills : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aLessonBecomesASkill();
    void aLessonToldAgainTeachesNothing();
    void alikeLessonsAreMerged();
    void unlikeLessonsStayApart();
    void anEdgeOfManySkillsTeachesNone();
    void aLearnedSkillStandsForItsTechnique();
    void hostileNamesAndSummariesStayInTheirLine();
    void whatStopsPayingIsRetiredAndTakenUpAgain();
    void fewUsesRetireNothing();
    void aSkillIsHeldAgainstTheUsualTrial();
    void filesReadBackAsTheyWere();
    void brokenFilesAreNamedAndLeftAlone();
    void writingTwiceChangesNothing();
    void whatIsWrittenIsASoundKnowledgeBase();
};

void TestLearnedSkills::aLessonBecomesASkill()
{
    const auto learned = tell({}, {lessonOf("1-100", 4)});
    QCOMPARE(learned.size(), std::size_t{1});
    const Skill& skill = learned[0].skill;
    QVERIFY2(skill.name.starts_with("learned-parallel-outer-loop-"), skill.name.c_str());
    QCOMPARE(skill.platforms, std::vector<std::string>{"cpu"});
    QCOMPARE(skill.languages, std::vector<std::string>{"cpp"});
    QCOMPARE(skill.bounds, std::vector<Bound>{Bound::Memory});
    QCOMPARE(skill.patterns, (std::vector<std::string>{"division", "loop"}));
    QCOMPARE(skill.technique, std::vector<std::string>{"parallel-outer-loop"});
    QCOMPARE(skill.transformation, std::string()); // nothing shipped carries it out
    QVERIFY(learned[0].edit.find("+#pragma omp parallel for") != std::string::npos);
    QCOMPARE(learned[0].proofs.size(), std::size_t{1});
    // One proof with 1.372 at its low end, and one trial more that gained nothing.
    QVERIFY(std::abs(skill.prior - std::sqrt(1.4 * 0.98)) < 1e-3);

    const auto shipped = SkillLibrary::load(std::string(ESPALIER_SOURCE_DIR) + "/kb/skills");
    QVERIFY(shipped);
    const std::vector<Lesson> lessons{lessonOf("1-100", 4)};
    QCOMPARE(distilSession({}, trialsOf(lessons), lessons, *shipped)[0].skill.transformation,
             std::string("parallel-outer-loop"));
}

void TestLearnedSkills::aLessonToldAgainTeachesNothing()
{
    const auto once = tell({}, {lessonOf("1-100", 4)});
    const auto twice = tell(once, {lessonOf("1-100", 4)});
    QCOMPARE(twice.size(), std::size_t{1});
    QCOMPARE(textOf(twice[0]), textOf(once[0]));
}

void TestLearnedSkills::alikeLessonsAreMerged()
{
    Lesson other = lessonOf("2-200", 9, "int z = 0;\n");
    other.trial.bound = Bound::Compute;
    other.patterns = {"loop", "reduction"};
    const auto learned = tell(tell({}, {lessonOf("1-100", 4)}), {other});
    QCOMPARE(learned.size(), std::size_t{1});
    QCOMPARE(learned[0].proofs.size(), std::size_t{2});
    QCOMPARE(learned[0].skill.bounds, (std::vector<Bound>{Bound::Memory, Bound::Compute}));
    QCOMPARE(learned[0].skill.patterns, std::vector<std::string>{"loop"}); // the other had no division
    QVERIFY(learned[0].skill.prior > tell({}, {other})[0].skill.prior);
}

void TestLearnedSkills::unlikeLessonsStayApart()
{
    Lesson otherEdit = lessonOf("1-100", 5);
    otherEdit.child = candidateOf("while (true) { restart(); }\n");
    Lesson otherSkill = lessonOf("1-100", 6);
    otherSkill.trial.skills = {"parallel-schedule"};
    Lesson otherPlatform = lessonOf("1-100", 7);
    otherPlatform.trial.platform = "opencl";
    QCOMPARE(tell({}, {lessonOf("1-100", 4), otherEdit, otherSkill, otherPlatform}).size(), std::size_t{4});
}

void TestLearnedSkills::anEdgeOfManySkillsTeachesNone()
{
    Lesson draft = lessonOf("1-100", 4);
    draft.trial.skills = {"a", "b", "c", "d"};
    QVERIFY(tell({}, {draft}).empty());
    draft.trial.skills = {"c", "a", "b", "a"};
    QCOMPARE(tell({}, {draft})[0].skill.technique, (std::vector<std::string>{"a", "b", "c"}));
}

void TestLearnedSkills::aLearnedSkillStandsForItsTechnique()
{
    const auto known = tell({}, {lessonOf("1-100", 4)});
    Lesson again = lessonOf("2-200", 3);
    again.trial.skills = {known[0].skill.name};
    const auto learned = tell(known, {again});
    QCOMPARE(learned.size(), std::size_t{1});
    QCOMPARE(learned[0].proofs.size(), std::size_t{2});
    QCOMPARE(learned[0].uses.size(), std::size_t{1});
}

void TestLearnedSkills::hostileNamesAndSummariesStayInTheirLine()
{
    Lesson lesson = lessonOf("1-100", 4);
    lesson.trial.skills = {"a\nstatus: retired", "../../x", std::string(500, 'a')};
    lesson.summary = "fast\nstatus: retired\x1b[2J [here](http://example.org) ```" + std::string(1000, 's');
    lesson.child.source = "```\n---\nname: other\n---\n" + kParallel;
    const auto learned = tell({}, {lesson});
    QCOMPARE(learned.size(), std::size_t{1});
    QVERIFY(learned[0].skill.technique.empty());
    const auto read = parseLearnedSkill(textOf(learned[0]), "a.md");
    QVERIFY2(read, read ? "" : read.error().sentence().c_str());
    QVERIFY(!read->skill.retired);
    QVERIFY(read->skill.title.size() < 200);
    QCOMPARE(read->edit, learned[0].edit);
}

void TestLearnedSkills::whatStopsPayingIsRetiredAndTakenUpAgain()
{
    const auto known = tell({}, {lessonOf("1-100", 4)});
    const auto poor = distilSession(known, uses("2-200", 2 * kLeastUses, 0.97), {}, {});
    QVERIFY(poor[0].skill.retired);
    QCOMPARE(poor[0].edit, known[0].edit);
    const auto failing = distilSession(known, uses("2-200", 2 * kLeastUses, 0), {}, {});
    QVERIFY(failing[0].skill.retired);
    const auto good = distilSession(poor, uses("3-300", 10 * kLeastUses, 1.2), {}, {});
    QVERIFY(!good[0].skill.retired);
    QCOMPARE(payoffOf(good[0].uses).tried, 12 * kLeastUses);
    // Told again, a session counts once; and the one that taught the skill does not count at all.
    QCOMPARE(payoffOf(distilSession(good, uses("3-300", 10 * kLeastUses, 1.2), {}, {})[0].uses).tried, 12 * kLeastUses);
    QVERIFY(distilSession(known, uses("1-100", 5 * kLeastUses, 0.5), {}, {})[0].uses.empty());
}

void TestLearnedSkills::fewUsesRetireNothing()
{
    const auto known = tell({}, {lessonOf("1-100", 4)});
    QVERIFY(!distilSession(known, uses("2-200", kLeastUses - 1, 0.5), {}, {})[0].skill.retired);
    // Many that gain nothing on average, but by so different shares that it is not sure.
    auto mixed = uses("2-200", kLeastUses, 0.6);
    for (std::size_t i = 0; i < mixed.size(); i += 2) {
        mixed[i].gain = {1.6, 1.5, 1.7};
    }
    const Payoff payoff = payoffOf(distilSession(known, mixed, {}, {})[0].uses);
    QVERIFY(payoff.meanLogGain < 0.01 && payoff.upperLogGain > 0);
    QVERIFY(!payoff.stoppedPaying());
    // Another technique, and the same on a kernel with another bottleneck, are no uses.
    auto others = uses("2-200", 5 * kLeastUses, 0.5);
    for (std::size_t i = 0; i < others.size(); ++i) {
        others[i].bound = i % 2 == 0 ? Bound::Compute : Bound::Memory;
        others[i].skills = i % 2 == 0 ? others[i].skills : std::vector<std::string>{"tune"};
    }
    QVERIFY(distilSession(known, others, {}, {})[0].uses.empty());
}

void TestLearnedSkills::aSkillIsHeldAgainstTheUsualTrial()
{
    const auto known = tell({}, {lessonOf("1-100", 4)});
    auto trials = uses("2-200", 2 * kLeastUses, 0.9);
    for (SkillTrial other : uses("2-200", 2 * kLeastUses, 0.8)) {
        other.skills = {"tune"};
        trials.push_back(other);
    }
    QVERIFY(!distilSession(known, trials, {}, {})[0].skill.retired); // it loses less than the others
    for (SkillTrial& trial : trials) {
        trial.gain.value = trial.skills.front() == "tune" ? 0.95 : 0.9;
    }
    QVERIFY(distilSession(known, trials, {}, {})[0].skill.retired);
}

void TestLearnedSkills::filesReadBackAsTheyWere()
{
    auto learned =
        distilSession(tell({}, {lessonOf("1-100", 4), lessonOf("1-100", 7)}), uses("2-200", 20, 0.9), {}, {});
    learned[0].skill.version = 7;
    const std::string text = textOf(learned[0]);
    const auto read = parseLearnedSkill(text, "a.md");
    QVERIFY2(read, read ? "" : read.error().sentence().c_str());
    QCOMPARE(textOf(*read), text);
    QCOMPARE(read->skill.version, 7);
    QVERIFY(read->skill.retired);
    QCOMPARE(read->proofs.size(), std::size_t{2});
    QCOMPARE(read->proofs[1].node, NodeNumber{7});
    QCOMPARE(read->proofs[0].gain.value, 1.4);
    QCOMPARE(read->uses[0].tried, 20);
}

void TestLearnedSkills::brokenFilesAreNamedAndLeftAlone()
{
    const TemporaryFolder folder;
    const auto learned = tell({}, {lessonOf("1-100", 4)});
    const auto file = folder.path() / (learned[0].skill.name + ".md");
    const std::string good = textOf(learned[0]);
    const auto with = [&](const std::string& line, const std::string& other) {
        return std::string(good).replace(good.find(line), line.size(), other);
    };
    for (const std::string& text :
         {std::string("mine"), with("1-100.4<0", "1-100.4"), with("evidence: ", "evidence: 1-1.4<0 t 1 1 nan, "),
          with("version: 1", "version: 0"), with("```diff", "```text"), with("status: active", "status: tired"),
          with("status: active", "status: active\nuses: 2-200 -4 0 0"), with("name: l", "name: x")}) {
        QVERIFY(writeFileAtomic(file, text));
        auto opened = LearnedFolder::open(folder.path());
        QVERIFY(opened);
        QVERIFY2(opened->skills().empty(), text.c_str());
        QCOMPARE(opened->problems().size(), std::size_t{1});
        const auto changes = opened->save(learned);
        QVERIFY(changes && changes->empty());
        QCOMPARE(*readFile(file), text);
    }
}

void TestLearnedSkills::writingTwiceChangesNothing()
{
    const TemporaryFolder base;
    const auto folder = learnedFolder(base.path());
    const auto save = [&](const auto& change) {
        auto opened = LearnedFolder::open(folder);
        const auto changes = opened->save(change(opened->skills()));
        return changes && !changes->empty() ? changes->front().what + " " + std::to_string(changes->front().version)
                                            : "";
    };
    const auto first = [](auto known) { return tell(known, {lessonOf("1-100", 4)}); };
    const auto second = [](auto known) { return tell(known, {lessonOf("2-200", 5, "int z;\n")}); };
    const auto poor = [](auto known) { return distilSession(known, uses("3-300", 40, 0.9), {}, {}); };
    QCOMPARE(save(first), std::string("learned 1"));
    QCOMPARE(save(first), std::string());
    QCOMPARE(save(second), std::string("proved again 2"));
    QCOMPARE(save(second), std::string());
    QCOMPARE(save(first), std::string());
    QCOMPARE(save(poor), std::string("retired: it stopped paying 3"));
    QCOMPARE(save(poor), std::string());
    const auto kept = LearnedFolder::open(folder);
    QCOMPARE(kept->skills().size(), std::size_t{1});
    QVERIFY(kept->skills()[0].skill.retired && !kept->skills()[0].edit.empty());
}

void TestLearnedSkills::whatIsWrittenIsASoundKnowledgeBase()
{
    const TemporaryFolder base;
    auto folder = LearnedFolder::open(learnedFolder(base.path()));
    std::vector<Lesson> lessons;
    std::string longer;
    for (NodeNumber i = 0; i < 120; ++i) {
        longer += "f(" + std::to_string(i) + ");\n";
        lessons.push_back(lessonOf("1-100", i + 1));
        lessons.push_back(lessonOf("1-100", 1000 + i));
        lessons.back().trial.skills.clear();
        lessons.back().child.source = longer;
    }
    QVERIFY(folder->save(tell({}, lessons)));
    const auto findings = checkKnowledge(base.path(), [](const std::string&, const std::string&) { return ""; });
    QVERIFY(findings);
    QVERIFY2(findings->empty(), findings->empty() ? "" : findings->front().c_str());
    SkillLibrary library;
    library.addOwn(base.path() / "skills");
    QVERIFY(library.problems().empty());
    QVERIFY(library.skills().size() > 2);
    const auto documents = DocumentLibrary::load({base.path()});
    QCOMPARE(documents->documents().size(), library.skills().size());
}

QTEST_GUILESS_MAIN(TestLearnedSkills)
#include "tst_learnedskills.moc"
