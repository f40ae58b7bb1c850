#include "core/graph/candidate.h"
#include "core/graph/sourceending.h"

#include <QTest>

using namespace espalier;

/// Which file holds which language.
class TestSourceEnding : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachLanguageHasItsOwn();
    void alsoReadAsCpp();
    void whatIsNoSource();
};

void TestSourceEnding::eachLanguageHasItsOwn()
{
    QCOMPARE(sourceEnding(Candidate().language), std::string(".cpp"));
    QCOMPARE(sourceEnding("opencl"), std::string(".cl"));
    QCOMPARE(sourceEnding("cuda"), std::string(".cu"));
    for (const char* language : {"cpp", "opencl", "cuda", "hip"}) {
        QCOMPARE(languageOfEnding(sourceEnding(language)).value_or("none"), std::string(language));
    }
}

void TestSourceEnding::alsoReadAsCpp()
{
    QCOMPARE(languageOfEnding(".cc").value_or("none"), std::string("cpp"));
    QCOMPARE(languageOfEnding(".cxx").value_or("none"), std::string("cpp"));
}

void TestSourceEnding::whatIsNoSource()
{
    QCOMPARE(sourceEnding("python"), std::string(".txt"));
    for (const char* ending : {"", ".txt", ".json", "cu", ".CU", ".sqlite"}) {
        QVERIFY2(!languageOfEnding(ending), ending);
    }
}

QTEST_GUILESS_MAIN(TestSourceEnding)
#include "tst_sourceending.moc"
