#pragma once

#include "core/base/rng.h"
#include "tests/endurance/desk.h"
#include "tests/endurance/diary.h"

#include <QMenu>
#include <QObject>

class QDialog;

namespace espalier::test {

/// Does one thing after another, each drawn from the seed, inside the loops of menus and dialogs too: a timer that
/// begins the next action rescues an action that waits for an answer. GUI thread.
class RandomUser : public QObject
{
    Q_OBJECT
public:
    /// Both must outlive it.
    RandomUser(Desk& desk, Diary& diary, std::uint64_t seed);

    void start();
    /// Nothing is begun any more, and menus and dialogs are rejected.
    void stop();
    /// Whether an action is going on that waits in a loop of its own.
    bool isBusy() const { return m_depth > 0; }
    std::uint64_t actions() const { return m_diary.count(); }

private:
    void later(int milliseconds);
    void act();
    void doSomething();
    void note(const QString& said) { m_diary.write(said); }

    void answer(QMenu& menu);
    void answer(QDialog& dialog);
    void answerFile(QDialog& dialog);
    void useHands(QWidget& window);
    void trigger(MainWindow& window);
    void select(MainWindow& window);
    void rearrange(MainWindow& window);
    void changeLook(MainWindow& window);
    void resize(MainWindow& window);
    void steerFromElsewhere(MainWindow& window);
    void search(MainWindow& window);
    void drop(MainWindow& window);
    void leave(MainWindow& window);

    Desk& m_desk;
    Diary& m_diary;
    Rng m_rng;
    int m_depth = 0;
    std::uint64_t m_turn = 0; ///< a timer of an earlier turn begins nothing
    bool m_stopped = true;
    const QObject* m_dialog = nullptr; ///< the one that is played with; compared only
    int m_patience = 0;                ///< actions until it is rejected
};

} // namespace espalier::test
