#pragma once

#include "widgets/common/actions.h"
#include "widgets/models/livegraph.h"

#include <QWidget>

class QLabel;
class QLineEdit;

namespace espalier {

/// What runs, the transport, how far the search is, and the search box.
class TopBar : public QWidget
{
    Q_OBJECT
public:
    TopBar(const LiveGraph& live, Actions& actions, QWidget* parent = nullptr);
    QLineEdit& search() { return *m_search; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void refresh();
    double progress() const;

    const LiveGraph& m_live;
    QLabel* m_title;
    QLabel* m_subtitle;
    QLabel* m_policy;
    QLabel* m_steps;
    QLabel* m_left;
    QLabel* m_rate;
    QWidget* m_bar;
    QLineEdit* m_search;
};

} // namespace espalier
