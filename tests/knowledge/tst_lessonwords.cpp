#include "core/base/temporaryfolder.h"
#include "core/distil/distillation.h"
#include "core/distil/learnedfolder.h"
#include "core/distil/learnedskilltext.h"
#include "core/distil/lessonwords.h"

#include <QTest>

using namespace espalier;

/// What a model makes of a learned skill.
class TestLessonWords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aModelPutsNewSkillsIntoWords();
    void whatAModelRefusesStaysWithoutWords();
    void aModelThatIsNotThereIsAnError();
    void hostileWordsStayText();
};

namespace {

/// Answers each question with the same text, or fails; keeps the questions.
class AskedModel final : public Model
{
public:
    explicit AskedModel(Result<std::string> answer) : m_answer(std::move(answer)) {}
    Result<ModelReply> ask(const ModelRequest& request, const OnText& /*onText*/, std::stop_token) const override
    {
        m_asked.push_back(request.turns.front().text);
        return m_answer ? Result<ModelReply>(ModelReply{*m_answer, "asked", {100, 0, 20, 0.5}}) : m_answer.error();
    }
    std::string name() const override { return "asked"; }
    const std::vector<std::string>& asked() const { return m_asked; }

private:
    Result<std::string> m_answer;
    mutable std::vector<std::string> m_asked;
};

const std::string kLoop = "for (i = 0; i < n; ++i) {\n    y[i] = x[i];\n}\n";

/// A lesson that gained 40 % by a pragma above a loop.
Lesson lessonOf(NodeNumber node)
{
    SkillTrial trial;
    trial.session = "1-100";
    trial.node = node;
    trial.task = "rmsnorm";
    trial.platform = "cpu";
    trial.bound = Bound::Memory;
    trial.skills = {"parallel-outer-loop"};
    trial.valid = true;
    trial.gain = {1.4, 1.372, 1.428};
    return {trial,
            "parallel: loop over i",
            {"cpp", "g++", {"-O2"}, kLoop},
            {"cpp", "g++", {"-O2"}, "#pragma omp parallel for schedule(static)\n" + kLoop},
            {"loop", "division"}};
}

std::vector<LearnedSkill> tell(std::vector<LearnedSkill> known, const std::vector<Lesson>& lessons)
{
    return distilSession(std::move(known), {}, lessons, {});
}

const std::string kWords = "When: a loop stores what no other loop reads.\nHow: share it out among the cores.";

} // namespace

void TestLessonWords::aModelPutsNewSkillsIntoWords()
{
    const std::vector<Lesson> lessons{lessonOf(4)};
    auto skills = tell({}, lessons);
    const AskedModel model(kWords);
    const auto usage = putIntoWords(skills, lessons, model, {});
    QVERIFY(usage && usage->tokensIn == 100 && usage->tokensOut == 20 && usage->money == 0.5);
    QCOMPARE(skills[0].words, kWords);
    QCOMPARE(model.asked().size(), std::size_t{1});
    for (const char* shown : {"rmsnorm", "memory", "1.40 times as fast", "1.37 to 1.43", "parallel: loop over i",
                              "+#pragma omp parallel for", "y[i] = x[i]", "division, loop"}) {
        QVERIFY2(model.asked()[0].find(shown) != std::string::npos, shown);
    }
    const TemporaryFolder folder("espalier-test");
    auto known = *LearnedFolder::open(folder.path());
    QVERIFY(known.save(skills));
    auto read = *LearnedFolder::open(folder.path());
    QVERIFY(read.problems().empty());
    QCOMPARE(read.skills()[0].words, kWords);
    QVERIFY(read.skills()[0].skill.prose.find(kWords) != std::string::npos);
    auto again = tell(read.skills(), lessons);
    QVERIFY(putIntoWords(again, lessons, model, {}));
    QCOMPARE(model.asked().size(), std::size_t{1}); // it has words
    QVERIFY(read.save(again)->empty());
}

void TestLessonWords::whatAModelRefusesStaysWithoutWords()
{
    const std::vector<Lesson> lessons{lessonOf(4), lessonOf(5)};
    auto skills = tell({}, lessons);
    const AskedModel model(Error{ErrorKind::Answer, "it refuses", "", ""});
    QVERIFY(putIntoWords(skills, lessons, model, {}));
    QCOMPARE(model.asked().size(), std::size_t{1}); // alike lessons are one skill
    QVERIFY(skills[0].words.empty());
    QVERIFY(textOf(skills[0]).find("model's words") == std::string::npos);
}

void TestLessonWords::aModelThatIsNotThereIsAnError()
{
    const std::vector<Lesson> lessons{lessonOf(4)};
    auto skills = tell({}, lessons);
    QVERIFY(!putIntoWords(skills, lessons, AskedModel(Error{ErrorKind::Machine, "nobody listens", "", ""}), {}));
}

void TestLessonWords::hostileWordsStayText()
{
    QCOMPARE(wordsFrom("\n\nWhen: `x`[1](http://a)\x1b[2J\n\n\n\n---\n# How\n```\n  \n"),
             std::string("When: x1(http://a)2J\n\n---\n How"));
    QCOMPARE(wordsFrom("a\xff\xc3\xa9\x80z"), std::string("a\xc3\xa9z"));
    QVERIFY(wordsFrom(std::string(1'000'000, 'w')).size() <= 1'203);
    QCOMPARE(wordsFrom(" \n "), std::string());
    const std::string once = wordsFrom(std::string(1'199, 'w') + "\u20ac\u20ac");
    QCOMPARE(wordsFrom(once), once);
    auto skills = tell({}, {lessonOf(4)});
    skills[0].words = wordsFrom("```\n```diff\n-a\n+b\n```\nstatus: retired");
    const auto read = parseLearnedSkill(textOf(skills[0]), "file.md");
    QVERIFY(read);
    QCOMPARE(read->words, skills[0].words);
    QCOMPARE(read->edit, skills[0].edit);
    QVERIFY(!read->skill.retired);
}

QTEST_GUILESS_MAIN(TestLessonWords)
#include "tst_lessonwords.moc"
