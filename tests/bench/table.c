/* SPDX-License-Identifier: BSD-2-Clause */
#include "table.h"

#include <stdio.h>

#include "dsp.h"

int table_best_peer(const struct row *row)
{
	int best = -1;

	for (int p = 0; p < N_PEERS; p++)
		if (row->peers[p].xout > 0 &&
		    (best < 0 || row->peers[p].xout < row->peers[best].xout))
			best = p;
	return best;
}

void table_begin(bool csv)
{
	if (csv) {
		puts("name,width,height,ms,xout,best_peer,ratio_to_best_peer");
		return;
	}
	printf("%-16s %9s %8s %6s %6s %6s %-5s", "format", "size", "ms", "GB/s", "xout", "target",
	       "");
	for (unsigned p = 0; p < N_PEERS; p++)
		printf(" %8s", peers[p]->name);
	printf("  %s\n", "by best");
}

static void print_csv(const struct row *row)
{
	const int best = table_best_peer(row);

	printf("%s,%u,%u,%.4f,%.4f,", row->name, row->width, row->height, row->ms, row->xout);
	if (best >= 0)
		printf("%s,%.4f\n", peers[best]->name, row->peers[best].ratio);
	else
		puts(",");
}

void table_row(const struct row *row, bool csv)
{
	const int best = table_best_peer(row);
	char size[16];

	if (csv) {
		print_csv(row);
		fflush(stdout);
		return;
	}
	snprintf(size, sizeof size, "%ux%u", row->width, row->height);
	printf("%-16s %9s %8.3f %6.2f %6.3f %6.3f %-5s", row->name, size, row->ms,
	       (double)row->bytes / row->ms * 1e-6, row->xout, row->target,
	       row->xout <= row->target ? "ok" : "over");
	for (unsigned p = 0; p < N_PEERS; p++)
		if (row->peers[p].xout > 0)
			printf(" %8.3f", row->peers[p].xout);
		else
			printf(" %8s", "-");
	if (best >= 0)
		printf("  %.3f", row->peers[best].ratio);
	putchar('\n');
	fflush(stdout);
}

void table_end(bool csv)
{
	if (csv)
		return;
	puts("\nms: of one thread its CPU time, of several (--threads) the clock's; the median of "
	     "the\n"
	     "rounds. The others have one thread. GB/s: bytes read and written.\n"
	     "xout, also of the others: time by that of a memcpy() as large as the output, in "
	     "turns.\n"
	     "by best: time by that of the fastest other.\n"
	     "Before each measure the caches are filled with something else, but not with --warm.\n"
	     "Without --fine chroma is that of the pixel's group, and Bayer bilinear; of Bayer "
	     "ours "
	     "also\n"
	     "gives the light its sRGB curve, which the others do not.");
	printf("groundglass: its loops for %s.\n", gg_dsp(false)->name);
	for (unsigned p = 0; p < N_PEERS; p++)
		printf("%s: %s.\n", peers[p]->name, peers[p]->note);
}
