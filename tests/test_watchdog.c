/* SPDX-License-Identifier: BSD-2-Clause */
/* When frames count as staying away, and when a stream is restarted for it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "watchdog.h"

#define MS     1000000ull
#define SECOND (1000 * MS)

enum { PERIOD_MS = 33 };

/* A camera that was started at 100 s, and a clock of its own. */
struct rig {
	struct watchdog watchdog;
	uint64_t started_ns, started_captured, captured, period_ns, now_ns;
};

static struct rig make_rig(void)
{
	return (struct rig){ .started_ns = 100 * SECOND,
			     .now_ns = 100 * SECOND,
			     .period_ns = PERIOD_MS * MS };
}

static enum watchdog_event look(struct rig *rig)
{
	return watchdog_look(&rig->watchdog, rig->started_ns, rig->started_captured, rig->captured,
			     rig->period_ns, rig->now_ns);
}

static void frame(struct rig *rig, enum watchdog_event expected)
{
	rig->captured++;
	assert_int_equal(look(rig), expected);
}

/* Milliseconds without a frame until it says that, looking every 50; then it stays quiet. */
static unsigned waits(struct rig *rig, unsigned most_ms)
{
	for (unsigned ms = 0; ms <= most_ms; ms += 50) {
		if (look(rig) == WATCHDOG_STALL) {
			assert_int_equal(look(rig), WATCHDOG_QUIET);
			return ms;
		}
		rig->now_ns += 50 * MS;
	}
	return UINT32_MAX;
}

static void test_first_frame(void **state)
{
	struct rig rig = make_rig();

	(void)state;
	assert_int_equal(waits(&rig, 60000), 5000);
	frame(&rig, WATCHDOG_RECOVERY);
	assert_int_equal(rig.watchdog.quiet_ns, 5 * SECOND);
}

static void test_stall_and_recovery(void **state)
{
	struct rig rig = make_rig();

	(void)state;
	assert_int_equal(look(&rig), WATCHDOG_QUIET);
	for (int i = 0; i < 1000; i++) {
		rig.now_ns += PERIOD_MS * MS;
		frame(&rig, WATCHDOG_QUIET);
	}
	assert_int_equal(waits(&rig, 60000), 2000);
	rig.now_ns += 5 * SECOND;
	assert_int_equal(look(&rig), WATCHDOG_QUIET);
	assert_int_equal(watchdog_quiet_ns(&rig.watchdog, rig.now_ns), 7 * SECOND);
	frame(&rig, WATCHDOG_RECOVERY);
	assert_int_equal(rig.watchdog.quiet_ns, 7 * SECOND);
	assert_int_equal(watchdog_quiet_ns(&rig.watchdog, rig.now_ns), 0);
	assert_int_equal(waits(&rig, 60000), 2000);
}

/* Those that came between the start and the first look are frames too. */
static void test_frames_before_first_look(void **state)
{
	struct rig rig = make_rig();

	(void)state;
	rig.captured = 5;
	assert_int_equal(waits(&rig, 60000), 2000);
}

/* Frames that are slow on purpose are no stall. */
static void test_slow(void **state)
{
	const struct {
		uint64_t period_ns;
		unsigned ms;
	} cases[] = {
		{ 0, 2000 },
		{ 66 * MS, 2000 },
		{ 100 * MS, 3000 },
		{ 10 * SECOND, 300000 },
		{ UINT64_MAX, UINT32_MAX },
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct rig rig = make_rig();
		rig.period_ns = cases[i].period_ns;
		assert_int_equal(look(&rig), WATCHDOG_QUIET);
		frame(&rig, WATCHDOG_QUIET);
		assert_int_equal(waits(&rig, 400000), cases[i].ms);
	}
}

/* A look that comes late sees frames, not a stall. */
static void test_late_look(void **state)
{
	struct rig rig = make_rig();

	(void)state;
	assert_int_equal(look(&rig), WATCHDOG_QUIET);
	frame(&rig, WATCHDOG_QUIET);
	rig.now_ns += 100 * SECOND;
	frame(&rig, WATCHDOG_QUIET);
	rig.now_ns -= SECOND; /* nor does a clock that goes back make one */
	assert_int_equal(look(&rig), WATCHDOG_QUIET);
}

static void test_other_start(void **state)
{
	struct rig rig = make_rig();

	(void)state;
	assert_int_equal(look(&rig), WATCHDOG_QUIET);
	frame(&rig, WATCHDOG_QUIET);
	rig.now_ns += 100 * SECOND;
	rig.started_ns = rig.now_ns;
	rig.started_captured = rig.captured;
	assert_int_equal(waits(&rig, 60000), 5000);

	/* A start ends no stall: frames do. */
	rig.now_ns += SECOND;
	rig.started_ns = rig.now_ns;
	rig.started_captured = rig.captured;
	assert_int_equal(waits(&rig, 60000), UINT32_MAX);
	frame(&rig, WATCHDOG_RECOVERY);

	watchdog_reset(&rig.watchdog);
	rig.started_ns = rig.now_ns;
	rig.started_captured = rig.captured;
	assert_int_equal(waits(&rig, 60000), 5000);
}

/* The second of the next restart, counted from now, looking every second. */
static unsigned restarts_after(struct rig *rig)
{
	for (unsigned s = 0; s < 1000; s++, rig->now_ns += SECOND) {
		look(rig);
		if (watchdog_wants_restart(&rig->watchdog, rig->now_ns)) {
			assert_false(watchdog_wants_restart(&rig->watchdog, rig->now_ns));
			rig->started_ns = rig->now_ns;
			rig->started_captured = rig->captured;
			return s;
		}
	}
	return UINT32_MAX;
}

static void test_restarts(void **state)
{
	const unsigned expected[] = { 2, 5, 10, 20, 40, 60, 60 };
	struct rig rig = make_rig();

	(void)state;
	assert_int_equal(look(&rig), WATCHDOG_QUIET);
	assert_false(watchdog_wants_restart(&rig.watchdog, rig.now_ns));
	frame(&rig, WATCHDOG_QUIET);
	for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
		assert_int_equal(restarts_after(&rig), expected[i]);

	/* One that brings a few frames does not make the waits short again; a minute does. */
	rig.now_ns += SECOND;
	frame(&rig, WATCHDOG_RECOVERY);
	assert_int_equal(restarts_after(&rig), 59);
	for (int i = 0; i < 62; i++) {
		rig.now_ns += SECOND;
		frame(&rig, i ? WATCHDOG_QUIET : WATCHDOG_RECOVERY);
	}
	assert_int_equal(restarts_after(&rig), 2);
	assert_int_equal(restarts_after(&rig), 5);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_first_frame),
		cmocka_unit_test(test_stall_and_recovery),
		cmocka_unit_test(test_frames_before_first_look),
		cmocka_unit_test(test_slow),
		cmocka_unit_test(test_late_look),
		cmocka_unit_test(test_other_start),
		cmocka_unit_test(test_restarts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
