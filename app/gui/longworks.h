#pragma once

#include "core/base/result.h"

#include <QObject>
#include <QString>

#include <atomic>
#include <functional>
#include <memory>
#include <thread>
#include <vector>

namespace espalier {

class MainWindow;

/// A piece of work and the person who may cancel it: whoever is first decides. Thread-safe.
class Contest
{
public:
    /// The work is about to change what stays. False: it was cancelled, and must not.
    bool keep() { return decide(State::Kept); }
    /// False: it is too late, its result stands.
    bool cancel() { return decide(State::Cancelled); }

private:
    enum class State { Open, Kept, Cancelled };

    bool decide(State state)
    {
        State open = State::Open;
        return m_state.compare_exchange_strong(open, state) || open == state;
    }

    std::atomic<State> m_state = State::Open;
};

/// Runs what takes long on threads of its own, each with a line in the window in which it can be cancelled. What was
/// cancelled has changed nothing and says nothing any more. GUI thread.
class LongWorks : public QObject
{
    Q_OBJECT
public:
    /// The work calls it before it changes anything, and returns any error where it says false.
    using Keep = std::function<bool()>;
    using Work = std::function<Result<QString>(const Keep& keep)>;
    using Done = std::function<void(const Result<QString>& answer)>;

    /// The window must outlive it.
    explicit LongWorks(MainWindow& window) : m_window(window) {}
    /// Waits for what goes on.
    ~LongWorks() override;

    /// `sentence` says what it does. `done` is called here with its answer, unless it was cancelled.
    void start(const QString& sentence, Work work, Done done);

private:
    struct Running
    {
        quint64 line = 0;
        std::shared_ptr<Contest> contest;
        std::jthread thread;
    };

    void ended(quint64 line, const Result<QString>& answer, const Done& done);

    MainWindow& m_window;
    std::vector<Running> m_running;
};

/// What was made, where it may still be kept.
template <class T>
Result<T> kept(Result<T> made, const LongWorks::Keep& keep)
{
    return !made || keep() ? std::move(made) : Error{ErrorKind::Interrupted, "it was cancelled", "", ""};
}

} // namespace espalier
