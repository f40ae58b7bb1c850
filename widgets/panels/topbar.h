#pragma once

#include "widgets/common/actions.h"
#include "widgets/models/livegraph.h"

#include <QWidget>

class QLabel;
class QLineEdit;

namespace espalier {

class SteerBar;
class Steering;

/// What runs, the transport, what the session is steered by, how far the search is, and the search box.
class TopBar : public QWidget
{
    Q_OBJECT
public:
    TopBar(const LiveGraph& live, Steering& steering, Actions& actions, QWidget* parent = nullptr);
    QLineEdit& search() { return *m_search; }
    SteerBar& steerBar() { return *m_steer; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void refresh();
    double progress() const;
    double limit(const char* budget, double started) const;

    const LiveGraph& m_live;
    QLabel* m_title;
    QLabel* m_subtitle;
    SteerBar* m_steer;
    QLabel* m_steps;
    QLabel* m_left;
    QLabel* m_rate;
    QWidget* m_bar;
    QLineEdit* m_search;
};

} // namespace espalier
